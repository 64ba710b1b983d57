import { useEffect, useState } from 'react';

const EVERY_MS = 10 * 60_000;

/** True once the server serves another build than the one that runs here. */
export function useUpdateAvailable(): boolean {
  const [available, setAvailable] = useState(false);

  useEffect(() => {
    if (available) return;
    let last = Date.now();
    const look = async () => {
      if (document.visibilityState === 'hidden' || Date.now() - last < EVERY_MS) return;
      last = Date.now();
      setAvailable(await hasOtherBuild());
    };
    const timer = setInterval(look, EVERY_MS);
    // A build whose files are gone is found out when one of its pages is opened.
    const missing = () => void hasOtherBuild().then(setAvailable);
    document.addEventListener('visibilitychange', look);
    window.addEventListener('vite:preloadError', missing);
    return () => {
      clearInterval(timer);
      document.removeEventListener('visibilitychange', look);
      window.removeEventListener('vite:preloadError', missing);
    };
  }, [available]);

  return available;
}

async function hasOtherBuild(): Promise<boolean> {
  const running = document.querySelector<HTMLScriptElement>('script[type=module][src]')?.getAttribute('src');
  const page = await fetch('/', { cache: 'no-store', headers: { accept: 'text/html' } }).catch(() => null);
  if (!running || !page?.ok) return false;
  const text = await page.text();
  return text.includes('<script') && !text.includes(running);
}

/** The idle watch of this page, tied to the operator's session, to what people do and to the other tabs. */
import { session } from '../session.js';
import { IdleWatch, type TimeLeft } from './idle-watch.js';

/** Said of requests that nobody asked for; the server does not count them as use. */
export const BACKGROUND = 'x-purser-background';

interface MeAnswer {
  readonly session: { readonly idleExpiresAt: string; readonly expiresAt: string };
}

/** How long the session lives by the server's own clock; a wrong one here changes nothing. */
async function timeLeft(use: boolean): Promise<TimeLeft | null> {
  try {
    const response = await session.fetch('/api/console/me', { headers: use ? {} : { [BACKGROUND]: '1' } });
    if (!response.ok) return null;
    const { session: now } = (await response.json()) as MeAnswer;
    const serverTime = Date.parse(response.headers.get('date') ?? '');
    const ms = Date.parse(now.idleExpiresAt) - (Number.isNaN(serverTime) ? Date.now() : serverTime);
    return Number.isNaN(ms) ? null : { ms: Math.max(0, ms), isLast: now.idleExpiresAt === now.expiresAt };
  } catch {
    return null;
  }
}

function openTabs() {
  const channel = typeof BroadcastChannel === 'undefined' ? null : new BroadcastChannel('purser:console:idle');
  return {
    tell: (leftMs: number) => channel?.postMessage(leftMs),
    listen(heard: (leftMs: number) => void) {
      const receive = ({ data }: MessageEvent) => void (typeof data === 'number' && heard(data));
      channel?.addEventListener('message', receive);
      return () => channel?.removeEventListener('message', receive);
    },
  };
}

export const idle = new IdleWatch({ now: Date.now, ask: timeLeft, tabs: openTabs() });

const INPUTS = ['pointerdown', 'keydown', 'wheel', 'touchmove'] as const;

/** Watches for as long as somebody is signed in; answers the function that stops it. */
export function watchIdle(): () => void {
  const onInput = () => idle.input();
  const onReturn = () => idle.look();
  for (const name of INPUTS) window.addEventListener(name, onInput, { capture: true, passive: true });
  window.addEventListener('focus', onReturn);
  document.addEventListener('visibilitychange', onReturn);
  idle.start();
  return () => {
    for (const name of INPUTS) window.removeEventListener(name, onInput, { capture: true });
    window.removeEventListener('focus', onReturn);
    document.removeEventListener('visibilitychange', onReturn);
    idle.stop();
  };
}

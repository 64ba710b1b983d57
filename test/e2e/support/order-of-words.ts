/** In which order a page showed its words and heard of its sync, noted inside of the page itself. */
import type { Page } from '@playwright/test';

declare global {
  interface Window {
    noted: string[];
  }
}

/** Notes when `words` appear, each text of the sync status, and each word to the store's connection that it is over. */
export async function noteOrder(page: Page, words: string, localStoreId: string): Promise<void> {
  await page.evaluate(
    ({ words, localStoreId }) => {
      window.noted = [];
      const note = (text: string) => {
        if (window.noted.at(-1) !== text) window.noted.push(text);
      };
      const look = () => {
        if (document.body.textContent.includes(words)) note('reason');
        const status = document.querySelector('[role=status][aria-label=Sync]')?.textContent;
        if (status) note(`status: ${status}`);
      };
      new MutationObserver(look).observe(document.body, { childList: true, subtree: true, characterData: true });
      look();
      new BroadcastChannel(`purser:sync:${localStoreId}`).onmessage = ({ data }) => {
        if (data.kind === 'signed-out') note('told to disconnect');
      };
    },
    { words, localStoreId },
  );
}

export function noted(page: Page): Promise<string[]> {
  return page.evaluate(() => window.noted);
}

/** The name under which this browser keeps the store that is open. */
export function localStoreId(page: Page): Promise<string> {
  return page.evaluate(() => {
    const key = Object.keys(localStorage).find((name) => name.startsWith('livestore:clientId:'));
    if (!key) throw new Error('No store is kept in this browser.');
    return key.slice('livestore:clientId:'.length);
  });
}

/** In which order a page showed its words and heard of its sync, noted inside of the page itself. */
import type { Page } from '@playwright/test';

declare global {
  interface Window {
    noted: string[];
  }
}

/** Notes when `words` are painted, each text of the sync status, and each word to the store's connection that it is over. */
export async function noteOrder(page: Page, words: string): Promise<void> {
  await page.evaluate((words) => {
    window.noted = [];
    const note = (text: string) => {
      if (window.noted.at(-1) !== text) window.noted.push(text);
    };
    let isThere = false;
    const look = () => {
      const status = document.querySelector('[role=status][aria-label=Sync]')?.textContent;
      if (status) note(`status: ${status}`);
      if (isThere || !document.body.textContent.includes(words)) return;
      isThere = true;
      requestAnimationFrame(() => note('reason'));
    };
    new MutationObserver(look).observe(document.body, { childList: true, subtree: true, characterData: true });
    look();
    const post = BroadcastChannel.prototype.postMessage;
    BroadcastChannel.prototype.postMessage = function (message: { kind?: string }) {
      if (this.name.startsWith('purser:sync:') && message.kind === 'signed-out') note('told to disconnect');
      post.call(this, message);
    };
  }, words);
}

export function noted(page: Page): Promise<string[]> {
  return page.evaluate(() => window.noted);
}

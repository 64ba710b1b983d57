/** Turns the pushed chunks of a pull into pages that are asked for, one by one: that is the back-pressure. */
import type { OpenPull, OpenSocket, PullEnd } from './open-socket.js';
import type { PullPage, WireCursor } from './wire.js';

export type NextPage = { readonly kind: 'page'; readonly page: PullPage } | PullEnd;

export interface Pages {
  /** Asking for the next page says that the one before has been taken in. */
  next(): Promise<NextPage>;
  cancel(): void;
}

export function pagesOf(socket: OpenSocket, cursor: WireCursor | null, live: boolean): Pages {
  const queue: NextPage[] = [];
  let asked: ((next: NextPage) => void) | null = null;
  let unacked = false;
  const offer = (next: NextPage) => {
    if (!asked) return void queue.push(next);
    const answer = asked;
    asked = null;
    answer(next);
  };
  const pull: OpenPull = socket.pull(cursor, live, {
    chunk(pages) {
      unacked = true;
      for (const page of pages) offer({ kind: 'page', page });
    },
    end: offer,
  });
  return {
    next() {
      const ready = queue.shift();
      if (ready) return Promise.resolve(ready);
      return new Promise((resolve) => {
        asked = resolve;
        if (unacked) {
          unacked = false;
          pull.ack();
        }
      });
    },
    cancel: () => pull.cancel(),
  };
}

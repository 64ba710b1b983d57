/** The last word of an ended session to a store's connection: said when the person has read why. */
import { afterPaint } from './after-paint.js';

export interface Goodbye {
  /** Says it after the next paint, so that the reason is on the screen before sync disconnects. */
  say(word: () => void): void;
  /** Says at once what still waits: the next session must not come before it. */
  now(): void;
  /** Runs when nothing waits any more. */
  whenSaid(run: () => void): void;
}

export function createGoodbye(later: (run: () => void) => void = afterPaint): Goodbye {
  let waiting: (() => void) | null = null;
  let afterwards: (() => void)[] = [];
  const now = () => {
    const word = waiting;
    waiting = null;
    word?.();
    const runs = afterwards;
    afterwards = [];
    for (const run of runs) run();
  };
  return {
    say(word) {
      now();
      waiting = word;
      later(() => waiting === word && now());
    },
    now,
    whenSaid(run) {
      if (waiting) afterwards.push(run);
      else run();
    },
  };
}

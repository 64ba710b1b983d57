import { Refusal } from '@purser/kit/backend/errors';
import { houseProblems } from '@purser/kit/problems';

/**
 * Runs so many at a time, lets so many wait, and refuses the rest at once: under a flood of sign-ins the others still
 * get answers, and nobody waits for seconds to be told no (SECURITY 17).
 */
export class HashingPool {
  private running = 0;
  private readonly waiting: (() => void)[] = [];

  constructor(
    private readonly concurrency: number,
    private readonly queue: number,
    /** On a machine that is slower than it was thought to be, who waited for so long is told to come again. */
    private readonly mostWaitMs: number,
  ) {}

  async run<T>(work: () => Promise<T>): Promise<T> {
    if (this.running < this.concurrency) this.running += 1;
    else if (this.waiting.length < this.queue) await this.turn();
    else throw busy();
    try {
      return await work();
    } finally {
      // The place goes from one to the next, so nobody who comes later can take it in between.
      const next = this.waiting.shift();
      if (next) next();
      else this.running -= 1;
    }
  }

  private turn(): Promise<void> {
    return new Promise((resolve, reject) => {
      const leave = setTimeout(() => {
        this.waiting.splice(this.waiting.indexOf(enter), 1);
        reject(busy());
      }, this.mostWaitMs);
      const enter = () => {
        clearTimeout(leave);
        resolve();
      };
      this.waiting.push(enter);
    });
  }
}

function busy(): Refusal {
  return new Refusal(houseProblems.unavailable, { retryAfter: 2 });
}

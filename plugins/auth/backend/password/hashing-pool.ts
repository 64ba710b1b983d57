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
  ) {}

  async run<T>(work: () => Promise<T>): Promise<T> {
    if (this.running < this.concurrency) this.running += 1;
    else if (this.waiting.length < this.queue) await new Promise<void>((resolve) => this.waiting.push(resolve));
    else throw new Refusal(houseProblems.unavailable, { retryAfter: 2 });
    try {
      return await work();
    } finally {
      // The place goes from one to the next, so nobody who comes later can take it in between.
      const next = this.waiting.shift();
      if (next) next();
      else this.running -= 1;
    }
  }
}

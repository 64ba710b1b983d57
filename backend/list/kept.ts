/** What many requests ask for alike, looked up once and known for a while. */
import type { Clock } from '@purser/kit/backend/clock';

interface Answer<T> {
  readonly until: number;
  readonly value: Promise<T>;
}

export class Kept<T> {
  private readonly answers = new Map<string, Answer<T>>();

  /** Each for `ms`; of more than `most` the oldest are forgotten. */
  constructor(
    private readonly clock: Clock,
    private readonly ms: number,
    private readonly most: number,
  ) {}

  /** Whoever asks meanwhile waits for the same look-up. One that failed is made again. */
  of(key: unknown, read: () => Promise<T>): Promise<T> {
    const name = JSON.stringify(key);
    const now = this.clock.now().getTime();
    const known = this.answers.get(name);
    if (known && known.until > now) return known.value;
    const value = read();
    this.answers.delete(name);
    this.answers.set(name, { until: now + this.ms, value });
    for (const oldest of this.answers.keys()) if (this.answers.size > this.most) this.answers.delete(oldest);
    value.catch(() => this.answers.delete(name));
    return value;
  }
}

/** As many as a flood from many addresses may fill; the oldest make room, and are then asked of the database again. */
const MOST_KEYS = 50_000;

/** What this process knows to have used up its points, and until when. Only ever says what the database would say. */
export class RefusedKeys {
  private readonly untils = new Map<string, number>();

  constructor(private readonly most = MOST_KEYS) {}

  get isEmpty(): boolean {
    return this.untils.size === 0;
  }

  /** Milliseconds since 1970; undefined when nothing is known of the key, or its window has passed. */
  until(key: string, now: number): number | undefined {
    const until = this.untils.get(key);
    if (until === undefined || until > now) return until;
    this.untils.delete(key);
    return undefined;
  }

  note(key: string, until: number): void {
    const [oldest] = this.untils.keys();
    if (this.untils.size >= this.most && oldest !== undefined) this.untils.delete(oldest);
    this.untils.set(key, until);
  }

  forget(key: string): void {
    this.untils.delete(key);
  }

  sweep(now: number): void {
    for (const [key, until] of this.untils) if (until <= now) this.untils.delete(key);
  }
}

const WINDOW_MS = 10_000;
/** A client hears nothing of its pings meanwhile, and takes a longer silence for the end of the line. */
const LONGEST_PAUSE_MS = 5_000;

/** How fast events come to one store at this process, as an average over ten seconds. One number, and no timer. */
export class PushRate {
  /** When all that came would be through at the allowed rate, in the time of `performance.now()`. */
  private through = 0;

  constructor(private readonly eventsPerSecond: number) {}

  /** Counts what has come; answers for how many milliseconds its socket should not be read, 0 while there is room. */
  take(events: number, now: number): number {
    this.through = Math.max(this.through, now) + (events * 1_000) / this.eventsPerSecond;
    const ahead = this.through - now - WINDOW_MS;
    return ahead <= 0 ? 0 : Math.min(ahead, LONGEST_PAUSE_MS);
  }
}

/** Whether the clock of this device is right. Nothing here depends on it, but people read times and apps write them down. */

/** A slow connection and a clock that nobody keeps explain less than this. */
const TOLERANCE_MS = 300_000;
const NOTEWORTHY_MS = 60_000;

export class DeviceClock {
  private error: number | null = null;

  constructor(private readonly wall: () => number) {}

  /** How far it is ahead of the server's (behind: negative), in milliseconds; null while it is right, or not known. */
  get errorMs(): number | null {
    return this.error;
  }

  /** `serverTime`: when the server answered, `ageMs` ago. True when the error came, went or changed. */
  compare(serverTime: number | undefined, ageMs: number): boolean {
    if (serverTime === undefined) return false;
    const error = this.wall() - ageMs - serverTime;
    const before = this.error;
    this.error = Math.abs(error) > TOLERANCE_MS ? error : null;
    if (before === null || this.error === null) return before !== this.error;
    return Math.abs(before - this.error) > NOTEWORTHY_MS;
  }
}

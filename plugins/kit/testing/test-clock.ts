import { Clock } from '../backend/clock.js';

/** Runs on like the real one, but can be moved. */
export class TestClock extends Clock {
  private offsetMs = 0;

  now(): Date {
    return new Date(Date.now() + this.offsetMs);
  }

  /** From now on it is this moment, and time goes on from there. */
  set(moment: Date): void {
    this.offsetMs = moment.getTime() - Date.now();
  }

  /** Milliseconds; negative goes back. */
  advance(ms: number): void {
    this.offsetMs += ms;
  }
}

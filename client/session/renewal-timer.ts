/** The one timer of a session: set anew on every sign-in, refresh and awakening. */
import type { Refresher } from './refresher.js';
import { LONGEST_TIMER_MS } from './schedule.js';
import type { SessionStep } from './session-contract.js';
import type { TokenHolder } from './token-holder.js';

/** Timers may fire a little early. */
const EARLY_MS = 5;
const LONGEST_COURTESY_MS = 2_000;

export interface RenewalTimerParts {
  readonly tokens: TokenHolder;
  readonly refresher: Refresher;
  readonly isHidden: () => boolean;
  readonly random: () => number;
  readonly note: (step: SessionStep['step'], data?: SessionStep['data']) => void;
}

export class RenewalTimer {
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly parts: RenewalTimerParts) {}

  stop(): void {
    clearTimeout(this.timer);
  }

  arm(): void {
    const { tokens, refresher, isHidden, random, note } = this.parts;
    this.stop();
    // A hidden tab waits a little, so that the one in sight renews for all.
    const courtesyMs = isHidden() ? random() * Math.min(LONGEST_COURTESY_MS, tokens.marginMs() / 4) : 0;
    const delayMs = Math.min(LONGEST_TIMER_MS, this.waitMs() + courtesyMs);
    note('schedule', { delayMs: Math.round(delayMs) });
    this.timer = setTimeout(() => {
      if (this.waitMs() > EARLY_MS) this.arm();
      else void refresher.run('timer').catch(() => {});
    }, delayMs);
  }

  private waitMs(): number {
    return Math.max(this.parts.tokens.dueInMs(), this.parts.refresher.waitMs());
  }
}

/** Renews the token: once at a time in this tab, once for all tabs, and patiently when the server is not well. */
import type { ApiProblem } from '../http/problem.js';
import { type Backoff, createBackoff } from './backoff.js';
import type { RefreshOutcome } from './grant-request.js';
import { elapsed, type Moment } from './schedule.js';
import type { SessionStep } from './session-contract.js';
import type { Tabs } from './tabs.js';
import type { TokenHolder } from './token-holder.js';

export type RefreshCause = 'start' | 'needed' | 'timer' | 'storage';

export interface RefresherParts {
  readonly tokens: TokenHolder;
  readonly tabs: Tabs;
  readonly now: () => Moment;
  readonly random: () => number;
  /** Whether other tabs may know more: nobody was ever signed in here otherwise. */
  readonly mayBeShared: () => boolean;
  /** Changes with every sign-in and sign-out: the answer to a refresh that began before it counts for nothing. */
  readonly generation: () => number;
  readonly request: () => Promise<RefreshOutcome>;
  readonly onOutcome: (outcome: Exclude<RefreshOutcome, { kind: 'later' }>) => void | Promise<void>;
  readonly onLater: () => void;
  readonly note: (step: SessionStep['step'], data?: SessionStep['data']) => void;
}

const LOCK_LIMIT_MS = 5_000;
/** How long the other tabs have to hand over a newer token before the network is asked. */
const ASK_LIMIT_MS = { alone: 40, waited: 400 };
/** A call that fails does not send the next one at once. */
const SHORTEST_PAUSE_MS = 1_000;

export class Refresher {
  private running: Promise<void> | null = null;
  private retry: { since: Moment; pauseMs: number; isOrdered: boolean; problem: ApiProblem } | null = null;
  private readonly backoff: Backoff;

  constructor(private readonly parts: RefresherParts) {
    this.backoff = createBackoff(1_000, 60_000, parts.random);
  }

  /** Throws the problem when the server could not be asked; a verdict ends the session and does not throw. */
  run(cause: RefreshCause): Promise<void> {
    this.running ??= this.once(cause).finally(() => {
      this.running = null;
    });
    return this.running;
  }

  /** Milliseconds until the next try after a failed one. */
  waitMs(): number {
    return this.retry ? Math.max(0, this.retry.pauseMs - elapsed(this.retry.since, this.parts.now())) : 0;
  }

  /** The network is back: what failed for lack of it is tried at once; what the server ordered is kept. */
  networkIsBack(): void {
    if (this.retry && !this.retry.isOrdered) this.retry = null;
    this.backoff.reset();
  }

  reset(): void {
    this.retry = null;
    this.backoff.reset();
  }

  private async once(cause: RefreshCause): Promise<void> {
    const { tabs, now, note, generation, tokens } = this.parts;
    // The timer has waited already, as well as timers do: turned away for a millisecond it would not be set again.
    if (this.retry && cause !== 'timer' && this.waitMs() > 0) {
      const isTooSoon = elapsed(this.retry.since, now()) < SHORTEST_PAUSE_MS;
      if (this.retry.isOrdered || isTooSoon) throw this.retry.problem;
    }
    const born = generation();
    const { token } = tokens;
    const asked = now();
    note('refresh', { cause });
    await tabs.exclusively('refresh', LOCK_LIMIT_MS, async (waited) => {
      if (waited) note('lock-waited', { ms: Math.round(elapsed(asked, now())) });
      if (generation() !== born) return;
      if (tokens.token !== token || (await this.othersHaveNewer(waited))) return note('refresh-shared');
      if (generation() !== born) return;
      const outcome = await this.parts.request();
      if (generation() !== born) return;
      if (outcome.kind === 'later') throw this.later(outcome.problem);
      note(outcome.kind === 'granted' ? 'refresh-granted' : 'refresh-verdict');
      await this.parts.onOutcome(outcome);
    });
  }

  private async othersHaveNewer(waited: boolean): Promise<boolean> {
    const { tabs, tokens, mayBeShared } = this.parts;
    if (!tabs.connected || !mayBeShared()) return false;
    tabs.tell({ kind: 'ask' });
    return tokens.awaitOther(waited ? ASK_LIMIT_MS.waited : ASK_LIMIT_MS.alone);
  }

  private later(problem: ApiProblem): ApiProblem {
    const orderedMs = (problem.retryAfter ?? 0) * 1000;
    const pauseMs = this.backoff.next(orderedMs);
    this.retry = { since: this.parts.now(), pauseMs, isOrdered: orderedMs > 0, problem };
    this.parts.note('refresh-later', { status: problem.status, pauseMs });
    this.parts.onLater();
    return problem;
  }
}

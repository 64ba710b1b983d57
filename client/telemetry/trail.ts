/** What a session went through, as breadcrumbs; and the few things in it that somebody should look at. */
import type { SessionStep } from '../session/session-contract.js';

export interface Crumb {
  readonly category: 'session';
  readonly message: SessionStep['step'];
  readonly level: 'info' | 'warning';
  readonly data?: SessionStep['data'];
  /** Seconds since 1970. */
  readonly timestamp: number;
}

/** Worth a report of its own. `title` groups; the dashboards ask for it. */
export interface Concern {
  readonly title: (typeof concerns)[keyof typeof concerns];
  readonly tags: Readonly<Record<string, string>>;
}

export const concerns = {
  /** By nobody's wish: `tags.reason` is the code. */
  ended: 'Session ended unexpectedly',
  /** Tokens are renewed again and again long before they expire. */
  loop: 'Refresh loop',
  /** The server answers, but cannot renew. */
  stuck: 'Session cannot be renewed',
} as const;

/** Somebody wanted these, or time brought them. */
const EXPECTED = new Set([
  'none',
  'signed_out',
  'signed_out_elsewhere',
  'ended_by_operator',
  'session_idle',
  'session_expired',
  'account_deleted',
  'account_disabled',
  'password_changed',
]);
const IN_A_ROW = 5;

/** Turns steps into crumbs and, now and then, a concern. */
export class SessionTrail {
  private lifeMs = 0;
  private renewedAt = 0;
  private soon = 0;
  private failed = 0;

  constructor(private readonly now: () => number = Date.now) {}

  follow({ step, data }: SessionStep): { readonly crumb: Crumb; readonly concern: Concern | null } {
    const isBad = step === 'refresh-verdict' || step === 'refresh-later' || step === 'socket-closed';
    const crumb: Crumb = {
      category: 'session',
      message: step,
      level: isBad ? 'warning' : 'info',
      data,
      timestamp: this.now() / 1000,
    };
    return { crumb, concern: this.concernIn(step, data) };
  }

  private concernIn(step: SessionStep['step'], data: SessionStep['data']): Concern | null {
    switch (step) {
      case 'decode':
        this.lifeMs = Number(data?.lifeMs) || 0;
        return null;
      case 'signed-in':
        this.soon = 0;
        return null;
      case 'signed-out': {
        const reason = String(data?.reason);
        return EXPECTED.has(reason) ? null : { title: concerns.ended, tags: { reason } };
      }
      case 'refresh-granted':
        return this.renewed();
      case 'refresh-later':
        return this.notRenewed(Number(data?.status) || 0);
      default:
        return null;
    }
  }

  private renewed(): Concern | null {
    const now = this.now();
    const isSoon = this.renewedAt > 0 && now - this.renewedAt < this.lifeMs / 4;
    this.renewedAt = now;
    this.failed = 0;
    this.soon = isSoon ? this.soon + 1 : 0;
    return this.soon === IN_A_ROW ? { title: concerns.loop, tags: {} } : null;
  }

  /** Without a connection (status 0) there is nothing to look at. */
  private notRenewed(status: number): Concern | null {
    this.failed = status === 0 ? 0 : this.failed + 1;
    return this.failed === IN_A_ROW ? { title: concerns.stuck, tags: { status: String(status) } } : null;
  }
}

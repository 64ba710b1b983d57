/** What a session manager is and says; kept apart from how it does it. */
import { ApiProblem } from '../http/problem.js';
import type { Audience, SessionInfo } from './endpoints.js';
import { reasonWords, type SignOutReason } from './reasons.js';
import type { Surroundings } from './surroundings.js';

export type SessionState =
  | { readonly status: 'starting' }
  | { readonly status: 'signed-in'; readonly session: SessionInfo }
  /** Without a reason nobody was signed in here, or the server could not be asked yet. */
  | { readonly status: 'signed-out'; readonly reason: SignOutReason | null };

export type SignOutScope = 'current' | 'others' | 'all';

export interface SessionManager {
  /** The same object until something changes, as `useSyncExternalStore` wants it. */
  getState(): SessionState;
  subscribe(listener: () => void): () => void;
  /**
   * How far the clock of this device is ahead of the server's (behind: negative), in milliseconds; null while they agree to
   * five minutes. A hint for the person (`reasonWords('clock')`): sessions do not depend on it.
   */
  getClockError(): number | null;
  /** Takes up the session that the browser's cookie holds. Resolves when it is known; call it once, early. */
  start(): Promise<SessionState>;
  /** Throws `ApiProblem` with the server's code, e.g. `invalid_credentials`. */
  signIn(email: string, password: string): Promise<void>;
  /**
   * The one way out. `current` and `all` end it at once in every tab, also without a connection (the server is then told
   * later); `others` ends this person's other sessions and throws when it could not.
   */
  logout(reason?: SignOutReason, scope?: SignOutScope): Promise<void>;
  /** A definite verdict that came by another way: a closed sync socket, a server-sent event. */
  end(reason: SignOutReason): void;
  /** A token that is good for at least the next seconds. Throws `SignedOut`, or `ApiProblem` when none can be had now. */
  getAccessToken(): Promise<string>;
  /** Same-origin (or `baseUrl`) request as this person, renewed and tried once more after `token_expired`. */
  fetch(path: string, init?: RequestInit): Promise<Response>;
  /** Tells `onStep` of something that stands on this session, e.g. a closed sync socket. */
  note(step: SessionStep['step'], data?: SessionStep['data']): void;
  /** Stops timers, streams and channels. Signs nobody out. */
  dispose(): void;
}

/** One step of a session, for telemetry. Holds no token and no address. */
export interface SessionStep {
  readonly step:
    | 'decode'
    | 'schedule'
    | 'refresh'
    | 'refresh-shared'
    | 'refresh-granted'
    | 'refresh-verdict'
    | 'refresh-later'
    | 'lock-waited'
    | 'signed-in'
    | 'signed-out'
    | 'socket-closed';
  readonly data?: Readonly<Record<string, string | number | boolean>>;
}

export interface SessionManagerOptions {
  /** Origin of the server, without a trailing slash; none = the page's own. */
  readonly baseUrl?: string;
  /** Customers and operators sign in apart; a token of one is never good for the other. */
  readonly audience: Audience;
  /** Sent as `X-Purser-Client`, e.g. `portal`. */
  readonly clientName: string;
  /** Called for each step, e.g. with `Sentry.addBreadcrumb`. */
  readonly onStep?: (step: SessionStep) => void;
  /** Hears the server-sent end of the session; true unless said otherwise. */
  readonly listenForEnd?: boolean;
  /** Replaces parts of the browser, for tests and for Node. */
  readonly surroundings?: Partial<Surroundings>;
}

/** Nobody is signed in: `code` is the reason, or `signed_out`. */
export class SignedOut extends ApiProblem {
  constructor(readonly reason: SignOutReason | null) {
    const code = reason ?? 'signed_out';
    super(401, { code, message: reasonWords(code).text });
    this.name = 'SignedOut';
  }
}

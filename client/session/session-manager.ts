/** One session of one person in one browser: alive for as long as the server says so, in all tabs, with one request for all. */
import { LiveSession } from './live-session.js';
import type { SessionManager, SessionManagerOptions } from './session-contract.js';
import { browserSurroundings } from './surroundings.js';

export type { Audience, SessionInfo } from './endpoints.js';
export type { SignOutReason } from './reasons.js';
export {
  type SessionManager,
  type SessionManagerOptions,
  type SessionState,
  type SessionStep,
  SignedOut,
  type SignOutScope,
} from './session-contract.js';

export function createSessionManager(options: SessionManagerOptions): SessionManager {
  return new LiveSession(options, { ...browserSurroundings(), ...options.surroundings });
}

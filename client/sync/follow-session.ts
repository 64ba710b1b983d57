/** Tells the worker that holds a store's connection when the session of the store's person begins and ends. */
import type { SessionManager } from '../session/session-manager.js';
import type { LinkReport } from './health.js';

export interface SessionTeller {
  signedIn(): void;
  signedOut(reason: string): void;
}

export interface SessionFollower {
  /**
   * The worker's own view. One that stands by the ending of an earlier session is told of the new one: the tab that saw the
   * person sign in may have had no desk at that moment.
   */
  heard(report: LinkReport): void;
  stop(): void;
}

/** `userId` null: whoever is signed in. */
export function followSession(
  manager: Pick<SessionManager, 'getState' | 'subscribe'>,
  userId: string | null,
  tell: SessionTeller,
): SessionFollower {
  const ours = (): string | null => {
    const state = manager.getState();
    if (state.status !== 'signed-in' || (userId !== null && state.session.userId !== userId)) return null;
    return state.session.sessionId;
  };
  let was = ours() !== null;
  let corrected: string | null = null;
  const stop = manager.subscribe(() => {
    const is = ours() !== null;
    const state = manager.getState();
    if (is && !was) tell.signedIn();
    if (!is && was) tell.signedOut((state.status === 'signed-out' && state.reason) || 'signed_out');
    was = is;
  });
  return {
    heard(report) {
      const sessionId = ours();
      if (report.state !== 'signed-out' || sessionId === null || sessionId === report.sessionId) return;
      // Once for each session: a server that refuses it says so again, and must not be asked in a circle.
      if (sessionId === corrected) return;
      corrected = sessionId;
      tell.signedIn();
    },
    stop,
  };
}

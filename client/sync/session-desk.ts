/** Tickets straight from a session manager, where the store runs beside it: in Node, or in the page itself. */

import { isSignOutReason } from '../session/reasons.js';
import type { SessionManager } from '../session/session-manager.js';
import { fetchTicket } from './fetch-ticket.js';
import { firstReport, type LinkReport } from './health.js';
import type { LinkOrders, TicketDesk } from './ticket.js';

export function sessionDesk(
  manager: SessionManager,
  workspaceId: string,
  onReport: (report: LinkReport) => void = () => {},
): () => TicketDesk {
  return () => {
    let orders: LinkOrders | null = null;
    let before = firstReport;
    let wasSignedIn = manager.getState().status === 'signed-in';
    const unsubscribe = manager.subscribe(() => {
      const state = manager.getState();
      const isSignedIn = state.status === 'signed-in';
      if (isSignedIn && !wasSignedIn) orders?.resume();
      if (!isSignedIn && wasSignedIn)
        orders?.signedOut((state.status === 'signed-out' && state.reason) || 'signed_out');
      wasSignedIn = isSignedIn;
    });
    return {
      take: () => fetchTicket(manager, workspaceId),
      report(report) {
        onReport(report);
        noteClose(manager, before, report);
        before = report;
        endSession(manager, report);
      },
      listen(next) {
        orders = next;
      },
      rescue: () => Promise.resolve(),
      close: unsubscribe,
    };
  };
}

/** Each closed connection once. A tab that was not there when it closed is silent. */
export function noteClose(manager: Pick<SessionManager, 'note'>, before: LinkReport, { lastClose }: LinkReport): void {
  if (before === firstReport || !lastClose || lastClose.at === before.lastClose?.at) return;
  const { code, reason } = lastClose;
  // What is not a code may name the address, which holds the ticket.
  manager.note('socket-closed', { code, reason: /^[a-z_]{1,40}$/.test(reason) ? reason : 'none' });
}

/**
 * A socket closed because the session ended ends it everywhere; one of an earlier session says nothing of this one.
 * True when it did.
 */
export function endSession(
  manager: Pick<SessionManager, 'getState' | 'end'>,
  { state, reason, sessionId }: LinkReport,
): boolean {
  const current = manager.getState();
  const isOurs = current.status === 'signed-in' && current.session.sessionId === sessionId;
  if (state !== 'signed-out' || !isOurs || !isSignOutReason(reason)) return false;
  manager.end(reason);
  return true;
}

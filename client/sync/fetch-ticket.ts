import { ApiProblem, networkProblem, problemOf } from '../http/problem.js';
import type { SessionManager } from '../session/session-manager.js';
import type { SyncTicket, TicketAnswer } from './ticket.js';

/** One ticket for this workspace, as the person who is signed in. Never rejects. */
export async function fetchTicket(manager: SessionManager, workspaceId: string): Promise<TicketAnswer> {
  const state = manager.getState();
  const sessionId = state.status === 'signed-in' ? state.session.sessionId : '';
  try {
    const response = await manager.fetch('/api/sync/tickets', {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'application/json' },
      body: JSON.stringify({ workspaceId }),
    });
    if (!response.ok) throw await problemOf(response);
    const ticket = (await response.json()) as Omit<SyncTicket, 'sessionId'>;
    return { kind: 'ticket', ticket: { ...ticket, sessionId } };
  } catch (error) {
    const { status, code, retryAfter } = error instanceof ApiProblem ? error : networkProblem(error);
    return { kind: 'refused', refusal: { status, code, retryAfter } };
  }
}

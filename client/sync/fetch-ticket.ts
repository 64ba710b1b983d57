import { ApiProblem, networkProblem, problemOf } from '../http/problem.js';
import type { SessionManager } from '../session/session-manager.js';
import type { SyncTicket, TicketAnswer } from './ticket.js';

type Asker = Pick<SessionManager, 'getState' | 'fetch'>;

/** A ticket that came with a store's id stays good for about a minute; opening the store takes a few seconds. */
const KEPT_MS = 30_000;
const kept = new Map<string, { readonly ticket: SyncTicket; readonly at: number }>();

/** One ticket for this workspace, as the person who is signed in. Never rejects. */
export async function fetchTicket(manager: Asker, workspaceId: string): Promise<TicketAnswer> {
  const known = takeKept(sessionOf(manager), workspaceId);
  if (known) return { kind: 'ticket', ticket: known };
  try {
    return { kind: 'ticket', ticket: await ask(manager, workspaceId) };
  } catch (error) {
    const { status, code, retryAfter } = error instanceof ApiProblem ? error : networkProblem(error);
    return { kind: 'refused', refusal: { status, code, retryAfter } };
  }
}

/**
 * The id of a workspace's store on the server, for a device that opens it for the first time. The ticket that it comes
 * with opens the first connection. Throws `ApiProblem`.
 */
export async function fetchStoreId(manager: Asker, workspaceId: string): Promise<string> {
  const ticket = await ask(manager, workspaceId);
  kept.set(keyOf(ticket.sessionId, workspaceId), { ticket, at: performance.now() });
  return ticket.storeId;
}

async function ask(manager: Asker, workspaceId: string): Promise<SyncTicket> {
  const sessionId = sessionOf(manager);
  const response = await manager.fetch('/api/sync/tickets', {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/json' },
    body: JSON.stringify({ workspaceId }),
  });
  if (!response.ok) throw await problemOf(response);
  return { ...((await response.json()) as Omit<SyncTicket, 'sessionId'>), sessionId };
}

/** Once: a ticket opens one connection. */
function takeKept(sessionId: string, workspaceId: string): SyncTicket | null {
  const key = keyOf(sessionId, workspaceId);
  const found = kept.get(key);
  kept.delete(key);
  return found && performance.now() - found.at < KEPT_MS ? found.ticket : null;
}

function sessionOf(manager: Asker): string {
  const state = manager.getState();
  return state.status === 'signed-in' ? state.session.sessionId : '';
}

function keyOf(sessionId: string, workspaceId: string): string {
  return `${sessionId} ${workspaceId}`;
}

import type { SessionState } from '@purser/client/session/session-manager';
import { fetchStoreId, fetchTicket } from '@purser/client/sync/fetch-ticket';

function house() {
  let given = 0;
  let sessionId = 'session-1';
  const manager = {
    getState: (): SessionState => ({ status: 'signed-in', session: { sessionId, userId: 'mia' } }),
    fetch: async () => {
      given += 1;
      return Response.json({ ticket: `ticket-${given}`, storeId: 'store', url: '/sync', readOnly: false });
    },
  };
  return {
    manager,
    given: () => given,
    signInAgain: () => {
      sessionId = 'session-2';
    },
  };
}

const ticketOf = (answer: Awaited<ReturnType<typeof fetchTicket>>) =>
  answer.kind === 'ticket' ? answer.ticket.ticket : answer.refusal.code;

describe('tickets', () => {
  afterEach(() => jest.useRealTimers());

  it('the one that came with the store’s id opens the first connection, and only that', async () => {
    const { manager, given } = house();
    expect(await fetchStoreId(manager, 'w1')).toBe('store');
    expect(ticketOf(await fetchTicket(manager, 'w1'))).toBe('ticket-1');
    expect(given()).toBe(1);
    expect(ticketOf(await fetchTicket(manager, 'w1'))).toBe('ticket-2');
  });

  it('is not used for another workspace, nor by another session, nor when it grew old', async () => {
    jest.useFakeTimers();
    const { manager, signInAgain } = house();
    await fetchStoreId(manager, 'w2');
    expect(ticketOf(await fetchTicket(manager, 'w3'))).toBe('ticket-2');
    jest.advanceTimersByTime(30_000);
    expect(ticketOf(await fetchTicket(manager, 'w2'))).toBe('ticket-3');
    await fetchStoreId(manager, 'w2');
    signInAgain();
    expect(ticketOf(await fetchTicket(manager, 'w2'))).toBe('ticket-5');
  });

  it('says why there is none', async () => {
    const { manager } = house();
    const refusing = {
      ...manager,
      fetch: async () => Response.json({ code: 'not_a_member', message: 'No.' }, { status: 403 }),
    };
    await expect(fetchStoreId(refusing, 'w1')).rejects.toMatchObject({ status: 403, code: 'not_a_member' });
    expect(await fetchTicket(refusing, 'w1')).toEqual({
      kind: 'refused',
      refusal: { status: 403, code: 'not_a_member', retryAfter: undefined },
    });
  });
});

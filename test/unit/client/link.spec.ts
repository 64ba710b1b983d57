import type { LinkReport } from '@purser/client/sync/health';
import { Link } from '@purser/client/sync/link';
import type { LinkOrders, TicketAnswer } from '@purser/client/sync/ticket';

const pass = (ms: number) => jest.advanceTimersByTimeAsync(ms);

/** A WebSocket that the test opens, answers and closes. */
class FakeSocket {
  readyState = 0;
  onopen: (() => void) | null = null;
  onmessage: ((event: { data: unknown }) => void) | null = null;
  onclose: ((event: { code: number; reason: string }) => void) | null = null;
  onerror: (() => void) | null = null;
  readonly sent: string[] = [];
  constructor(readonly url: string) {}

  open(): void {
    this.readyState = 1;
    this.onopen?.();
  }
  say(frame: unknown): void {
    this.onmessage?.({ data: typeof frame === 'string' ? frame : JSON.stringify(frame) });
  }
  end(code: number, reason = ''): void {
    this.readyState = 3;
    this.onclose?.({ code, reason });
  }
  send(frame: string): void {
    this.sent.push(frame);
  }
  close(code = 1005, reason = ''): void {
    this.end(code, reason);
  }
}

function setUp() {
  const sockets: FakeSocket[] = [];
  const reports: LinkReport[] = [];
  let orders: LinkOrders | undefined;
  let answer: TicketAnswer | null = null;
  let taken = 0;
  let rescued = 0;
  const link = new Link({
    origin: 'https://app.example',
    random: () => 0,
    onOpenChange: () => {},
    makeSocket: (url) => {
      const socket = new FakeSocket(url);
      sockets.push(socket);
      return socket as unknown as WebSocket;
    },
    desk: {
      take: async () => {
        taken += 1;
        const ticket = { ticket: `t${taken}`, storeId: 'st', url: '/sync', readOnly: false, sessionId: 's1' };
        return answer ?? { kind: 'ticket', ticket };
      },
      report: (report) => reports.push(report),
      listen: (next) => {
        orders = next;
      },
      rescue: async () => {
        rescued += 1;
      },
      close: () => {},
    },
  });
  void link.run();
  return {
    link,
    sockets,
    reports,
    last: () => sockets.at(-1) as FakeSocket,
    orders: () => orders as LinkOrders,
    refuse: (status: number, code: string) => {
      answer = { kind: 'refused', refusal: { status, code } };
    },
    allow: () => {
      answer = null;
    },
    taken: () => taken,
    rescued: () => rescued,
    state: () => reports.at(-1)?.state,
  };
}

describe('a link to the server', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  it('takes a new ticket for every connection', async () => {
    const { sockets, last } = setUp();
    for (let each = 0; each < 3; each += 1) {
      await pass(60_000);
      last().open();
      last().end(1012, 'restarting');
    }
    await pass(60_000);
    const tickets = sockets.map(({ url }) => new URL(url).searchParams.get('payload'));
    expect(tickets.slice(0, 4)).toEqual(['{"ticket":"t1"}', '{"ticket":"t2"}', '{"ticket":"t3"}', '{"ticket":"t4"}']);
  });

  it('does not say that it is connected before the server has answered', async () => {
    const { link, last, state } = setUp();
    await pass(0);
    last().open();
    await pass(0);
    expect(state()).toBe('connecting');
    link.received(4, true);
    expect(state()).toBe('connected');
    last().end(1006);
    await pass(0);
    expect(state()).toBe('offline');
  });

  it('tells how the last connection ended', async () => {
    const { last, reports } = setUp();
    await pass(0);
    last().open();
    last().end(4409, 'store_suspended');
    await pass(0);
    expect(reports.at(-1)).toMatchObject({ state: 'suspended', lastClose: { code: 4409, reason: 'store_suspended' } });
  });

  it('grows its pauses while nobody answers, and starts anew after a steady connection', async () => {
    const { sockets, last, taken } = setUp();
    await pass(0);
    for (let each = 0; each < 12; each += 1) {
      last().end(1006);
      const before = sockets.length;
      while (sockets.length === before) await pass(250);
    }
    const before = taken();
    last().end(1006);
    await pass(14_000);
    expect(taken()).toBe(before);
    await pass(1_500);
    last().open();
    await pass(6_000);
    last().end(1006);
    await pass(300);
    expect(taken()).toBe(before + 2);
  });

  it('pings every ten seconds, and gives up on a link that does not answer', async () => {
    const { sockets, last, state } = setUp();
    await pass(0);
    const socket = last();
    socket.open();
    await pass(10_000);
    expect(socket.sent).toEqual(['{"_tag":"Ping"}']);
    socket.say({ _tag: 'Pong' });
    await pass(10_000);
    expect(socket.sent).toHaveLength(2);
    expect(sockets).toHaveLength(1);
    await pass(10_001);
    expect(socket.readyState).toBe(3);
    expect(state()).toBe('offline');
  });

  it('finds a dead link within three seconds when the page comes back', async () => {
    const { last, orders, state } = setUp();
    await pass(0);
    last().open();
    await pass(0);
    orders().nudge();
    await pass(3_001);
    expect(state()).toBe('offline');
  });

  it('tries at once when the network is back', async () => {
    const { orders, refuse, allow, taken, sockets } = setUp();
    refuse(0, 'network');
    await pass(120_000);
    const before = taken();
    allow();
    orders().nudge();
    await pass(0);
    expect(taken()).toBe(before + 1);
    expect(sockets.length).toBeGreaterThan(0);
  });

  it('waits for a sign-in after 4401, whatever else happens, and then goes on', async () => {
    const { last, orders, reports, taken, state } = setUp();
    await pass(0);
    last().open();
    last().end(4401, 'ended_by_operator');
    await pass(0);
    expect(reports.at(-1)).toMatchObject({ state: 'signed-out', reason: 'ended_by_operator', sessionId: 's1' });
    const before = taken();
    orders().nudge();
    await pass(3_600_000);
    expect(taken()).toBe(before);
    orders().resume();
    await pass(0);
    expect(taken()).toBe(before + 1);
    expect(state()).toBe('connecting');
  });

  it('never tells an old ending together with a new session', async () => {
    const { last, orders, reports } = setUp();
    await pass(0);
    last().open();
    orders().signedOut('signed_out');
    await pass(0);
    orders().resume();
    await pass(0);
    const after = reports.slice(reports.findLastIndex(({ state }) => state === 'signed-out') + 1);
    expect(after.length).toBeGreaterThan(0);
    expect(after.every(({ state }) => state !== 'signed-out')).toBe(true);
  });

  it.each([true, false])('closes its socket when the session ended here (open: %s)', async (isOpen) => {
    const { last, orders, state } = setUp();
    await pass(0);
    if (isOpen) last().open();
    orders().signedOut('signed_out');
    expect(last().readyState).toBe(3);
    await pass(3_600_000);
    expect(state()).toBe('signed-out');
  });

  it.each([
    [4403, 'removed'],
    [4404, 'workspace_deleted'],
  ])('stops for good after %d %s, until a person asks for another try', async (code, reason) => {
    const { last, orders, reports, taken } = setUp();
    await pass(0);
    last().open();
    last().end(code, reason);
    await pass(3_600_000);
    orders().nudge();
    await pass(60_000);
    expect(reports.at(-1)).toMatchObject({ state: 'removed', reason });
    expect(taken()).toBe(1);
    orders().resume();
    await pass(0);
    expect(taken()).toBe(2);
  });

  it('asks again now and then while the workspace is suspended', async () => {
    const { refuse, state, taken } = setUp();
    refuse(403, 'store_suspended');
    await pass(40_000);
    const before = taken();
    await pass(120_000);
    expect(state()).toBe('suspended');
    expect(taken() - before).toBeGreaterThanOrEqual(2);
    expect(taken() - before).toBeLessThanOrEqual(5);
  });

  it('has what was not sent saved before it tells LiveStore that the log was replaced', async () => {
    const { link, last, rescued, state, taken } = setUp();
    await pass(0);
    last().open();
    await link.restored();
    expect(rescued()).toBe(1);
    expect(state()).toBe('restored');
    await pass(3_600_000);
    expect(taken()).toBe(1);
  });

  it('begins anew when the events that the server announced do not come', async () => {
    const { link, sockets, last } = setUp();
    await pass(0);
    last().open();
    await pass(0);
    link.startsFrom(3);
    link.expectsUpTo(5, 10_000);
    await pass(9_000);
    last().say({ _tag: 'Pong' });
    await pass(2_000);
    expect(sockets[0]?.readyState).toBe(3);
  });

  it('is quiet after it was closed', async () => {
    const { link, reports, taken } = setUp();
    await pass(0);
    link.close();
    const before = [reports.length, taken()];
    await pass(3_600_000);
    expect([reports.length, taken()]).toEqual(before);
  });

  it('drops a link that talks nonsense, and comes back', async () => {
    const { sockets, last } = setUp();
    for (const nonsense of ['{', 'null', '{"_tag":"Defect","defect":"x"}']) {
      await pass(60_000);
      const socket = last();
      socket.open();
      socket.say(nonsense);
      expect(socket.readyState).toBe(3);
    }
    await pass(60_000);
    expect(sockets.length).toBeGreaterThan(3);
  });
});

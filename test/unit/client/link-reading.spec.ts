/** A link whose ticket only reads, and one whose workspace is suspended, while both can change. */
import { Link } from '@purser/client/sync/link';
import type { LinkOrders } from '@purser/client/sync/ticket';

const pass = (ms: number) => jest.advanceTimersByTimeAsync(ms);

class FakeSocket {
  readyState = 0;
  onopen: (() => void) | null = null;
  onmessage = null;
  onclose: ((event: { code: number; reason: string }) => void) | null = null;
  onerror = null;

  open(): void {
    this.readyState = 1;
    this.onopen?.();
  }
  send(): void {}
  close(code = 1005, reason = ''): void {
    this.readyState = 3;
    this.onclose?.({ code, reason });
  }
}

function setUp() {
  const sockets: FakeSocket[] = [];
  const server = { readOnly: true, suspended: false };
  let orders: LinkOrders | undefined;
  let asked = 0;
  const link = new Link({
    origin: 'https://app.example',
    random: () => 0,
    onOpenChange: () => {},
    makeSocket: () => {
      sockets.push(new FakeSocket());
      return sockets.at(-1) as unknown as WebSocket;
    },
    desk: {
      take: async () => {
        asked += 1;
        if (server.suspended) return { kind: 'refused', refusal: { status: 403, code: 'workspace_suspended' } };
        const { readOnly } = server;
        return { kind: 'ticket', ticket: { ticket: 't', storeId: 'st', url: '/sync', readOnly, sessionId: 's1' } };
      },
      report: () => {},
      listen: (next) => {
        orders = next;
      },
      rescue: async () => {},
      close: () => {},
    },
  });
  void link.run();
  return { link, sockets, server, asked: () => asked, orders: () => orders as LinkOrders };
}

describe('a link', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  it('that only reads pulls, and holds changes back until its person may write again', async () => {
    const { link, sockets, server } = setUp();
    const stop = new AbortController().signal;
    const opened = jest.fn();
    const writable = jest.fn();
    void link.whenOpen(stop).then(opened);
    void link.whenOpen(stop, true).then(writable);
    await pass(0);
    sockets.at(-1)?.open();
    await pass(0);
    expect([opened.mock.calls.length, writable.mock.calls.length]).toEqual([1, 0]);
    server.readOnly = false;
    sockets.at(-1)?.close(4403, 'role_changed');
    await pass(1_000);
    sockets.at(-1)?.open();
    await pass(0);
    expect(writable).toHaveBeenCalledTimes(1);
    link.close();
  });

  it('of a suspended workspace looks at once when it hears that something changed', async () => {
    const { link, server, asked, orders, sockets } = setUp();
    server.suspended = true;
    await pass(0);
    sockets.at(-1)?.close(4409, 'store_suspended');
    await pass(40_000);
    const before = asked();
    server.suspended = false;
    orders().resume();
    await pass(0);
    expect(asked()).toBe(before + 1);
    link.close();
  });
});

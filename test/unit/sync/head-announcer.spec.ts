import type { Signals } from '@purser/kit/backend/signals';
import type { ConnectionRegistry } from '../../../plugins/sync/backend/connection/connection-registry.service.js';
import { HeadAnnouncer, readHeads } from '../../../plugins/sync/backend/socket/head-announcer.service.js';
import { syncOptions } from '../../../plugins/sync/backend/sync.options.js';

describe('the announcer of heads', () => {
  const sent: [string, string][] = [];
  let fails = 0;
  const signals = {
    send: async (channel: string, payload: string) => {
      await new Promise((resolve) => setTimeout(resolve, 5));
      if (fails-- > 0) throw new Error('no connection');
      sent.push([channel, payload]);
    },
    subscribe: () => () => undefined,
  } as Signals;
  const make = (alone = false) =>
    new HeadAnnouncer(signals, { alone } as ConnectionRegistry, syncOptions.parse({ announceMs: 1 }));

  beforeEach(() => {
    sent.length = 0;
    fails = 0;
  });

  it('tells the newest head of each store once, however many pushes there were', async () => {
    const announcer = make();
    for (let head = 1; head <= 500; head += 1) announcer.announce(`st-${head % 2}`, head);
    await announcer.settled();
    expect(sent).toEqual([['sync.heads', 'st-1:499,st-0:500']]);
  });

  it('tells what came while it was telling, and begins again after it was done', async () => {
    const announcer = make();
    announcer.announce('a', 1);
    await new Promise((resolve) => setTimeout(resolve, 3));
    announcer.announce('a', 2);
    announcer.announce('b', 9);
    await announcer.settled();
    announcer.announce('a', 3);
    await announcer.settled();
    expect(sent.map(([, payload]) => payload)).toEqual(['a:1', 'a:2,b:9', 'a:3']);
  });

  it('puts into one signal what it holds, and the rest into the next', async () => {
    const announcer = make();
    const stores = Array.from(
      { length: 400 },
      (_, index) => `st-01a20aee-6587-7615-909b-59644bb3${String(index).padStart(4, '0')}`,
    );
    for (const store of stores) announcer.announce(store, 1);
    await announcer.settled();
    expect(sent.length).toBeGreaterThan(1);
    for (const [, payload] of sent) expect(Buffer.byteLength(payload)).toBeLessThan(7_000);
    expect(sent.flatMap(([, payload]) => [...readHeads(payload)])).toEqual(stores.map((store) => [store, 1]));
  });

  it('goes on after a signal that was not sent', async () => {
    const announcer = make();
    fails = 1;
    announcer.announce('a', 1);
    await announcer.settled();
    announcer.announce('a', 2);
    await announcer.settled();
    expect(sent.map(([, payload]) => payload)).toEqual(['a:2']);
  });

  it('is silent while no other process serves sockets', async () => {
    const announcer = make(true);
    announcer.announce('a', 1);
    await announcer.settled();
    expect(sent).toEqual([]);
  });

  it('reads nothing out of what is no announcement', () => {
    expect([...readHeads('')]).toEqual([]);
    expect([...readHeads('a,b:,c:x,:5,d:7')]).toEqual([
      ['b', 0],
      ['d', 7],
    ]);
  });
});

import { Signals } from '@purser/kit/backend/signals';
import { createTestHouse, type TestHouse } from '@purser/kit/testing/house';

const within = async (ms: number, holds: () => boolean) => {
  const end = Date.now() + ms;
  while (!holds()) {
    if (Date.now() > end) throw new Error('It did not become true in time.');
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
};

describe('signals', () => {
  let house: TestHouse;
  let other: TestHouse;

  beforeAll(async () => {
    house = await createTestHouse({ plugins: [] });
    other = await createTestHouse({ plugins: [], beside: house });
  });
  afterAll(async () => {
    await other.close();
    await house.close();
  });

  const listening = async (at: TestHouse, channel: string, onGap?: () => void) => {
    const heard: string[] = [];
    let ready = false;
    const receive = (payload: string) => {
      if (payload === 'ready') ready = true;
      else heard.push(payload);
    };
    const stop = at.get(Signals).subscribe(channel, receive, onGap);
    const end = Date.now() + 5_000;
    while (!ready) {
      if (Date.now() > end) throw new Error('Nothing was heard.');
      await at.get(Signals).send(channel, 'ready');
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    return { heard, stop };
  };

  it('reach every process, the sender too, in the order they were sent', async () => {
    const here = await listening(house, 'test.order');
    const there = await listening(other, 'test.order');
    for (const payload of ['1', '2', '3']) await house.get(Signals).send('test.order', payload);
    await within(2_000, () => here.heard.length === 3 && there.heard.length === 3);
    expect([here.heard, there.heard]).toEqual([
      ['1', '2', '3'],
      ['1', '2', '3'],
    ]);
    here.stop();
    there.stop();
  });

  it('are delivered if and only if the transaction commits', async () => {
    const { heard, stop } = await listening(other, 'test.tx');
    const signals = house.get(Signals);
    await house.dataSource
      .transaction(async (tx) => {
        await signals.send('test.tx', 'rolled back', tx);
        throw new Error('no');
      })
      .catch(() => undefined);
    await house.dataSource.transaction((tx) => signals.send('test.tx', 'committed', tx));
    await within(2_000, () => heard.length > 0);
    expect(heard).toEqual(['committed']);
    stop();
  });

  it('come back after the connection was killed, and tell that some may have been missed', async () => {
    let gaps = 0;
    const { heard, stop } = await listening(other, 'test.gap', () => {
      gaps += 1;
    });
    await house.dataSource.query(
      "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'purser-signals' AND datname = current_database()",
    );
    await within(5_000, () => gaps === 1);
    await house.get(Signals).send('test.gap', 'after');
    await within(2_000, () => heard.includes('after'));
    stop();
  });

  it('survive a listener that throws', async () => {
    const broken = other.get(Signals).subscribe('test.throw', () => {
      throw new Error('mine');
    });
    const { heard, stop } = await listening(other, 'test.throw');
    await house.get(Signals).send('test.throw', 'still here');
    await within(2_000, () => heard.includes('still here'));
    stop();
    broken();
  });

  it('refuse channels that are none and payloads that NOTIFY cannot carry', async () => {
    const signals = house.get(Signals);
    await expect(signals.send('bad"; DROP', 'x')).rejects.toThrow('no channel name');
    await expect(signals.send('test.big', 'ä'.repeat(3_501))).rejects.toThrow('over 7000 bytes');
  });
});

import { Injectable, Module } from '@nestjs/common';
import { defineEvent, Events, type Listener, listen } from '@purser/kit/backend/events';
import { definePlugin } from '@purser/kit/backend/plugin';
import { createTestHouse, type TestHouse } from '@purser/kit/testing/house';
import type { EntityManager } from 'typeorm';

const berthTaken = defineEvent<{ berth: string; fail?: boolean }>('harbour.berth-taken');

@Injectable()
class WriteFirst implements Listener<{ berth: string }> {
  async handle({ berth }: { berth: string }, tx: EntityManager): Promise<void> {
    await tx.query('INSERT INTO logbook (line) VALUES ($1)', [`first ${berth}`]);
  }
}

@Injectable()
class WriteSecond implements Listener<{ berth: string; fail?: boolean }> {
  async handle({ berth, fail }: { berth: string; fail?: boolean }, tx: EntityManager): Promise<void> {
    const [{ count }] = await tx.query('SELECT count(*)::int AS count FROM logbook');
    await tx.query('INSERT INTO logbook (line) VALUES ($1)', [`second ${berth} after ${count}`]);
    if (fail) throw new Error('the second listener refuses');
  }
}

@Module({ providers: [WriteFirst] })
class FirstModule {}
@Module({ providers: [WriteSecond] })
class SecondModule {}

const first = definePlugin({
  name: 'first',
  worksWith: '^1.0.0',
  module: FirstModule,
  listens: [listen(berthTaken, WriteFirst)],
});
const second = definePlugin({
  name: 'second',
  worksWith: '^1.0.0',
  needs: [first],
  module: SecondModule,
  listens: [listen(berthTaken, WriteSecond)],
});

describe('events', () => {
  let house: TestHouse;
  let events: Events;

  beforeAll(async () => {
    // Listed the wrong way round: the order of the house is that of the needs.
    house = await createTestHouse({ plugins: [second(), first()] });
    events = house.get(Events);
    await house.dataSource.query('CREATE TABLE logbook (at bigint GENERATED ALWAYS AS IDENTITY, line text)');
  });
  afterAll(() => house?.close());
  beforeEach(() => house.dataSource.query('TRUNCATE logbook'));

  const lines = async () =>
    (await house.dataSource.query('SELECT line FROM logbook ORDER BY at')).map((row: { line: string }) => row.line);

  it('reach every listener in the order of the house, inside the transaction', async () => {
    await house.dataSource.transaction((tx) => events.publish(tx, berthTaken, { berth: 'A1' }));
    expect(await lines()).toEqual(['first A1', 'second A1 after 1']);
  });

  it('leave nothing behind when a listener throws', async () => {
    const publishing = house.dataSource.transaction(async (tx) => {
      await tx.query(`INSERT INTO logbook (line) VALUES ('publisher')`);
      await events.publish(tx, berthTaken, { berth: 'A2', fail: true });
    });
    await expect(publishing).rejects.toThrow('the second listener refuses');
    expect(await lines()).toEqual([]);
  });

  it('leave nothing behind when the publisher fails afterwards', async () => {
    const publishing = house.dataSource.transaction(async (tx) => {
      await events.publish(tx, berthTaken, { berth: 'A3' });
      throw new Error('changed my mind');
    });
    await expect(publishing).rejects.toThrow('changed my mind');
    expect(await lines()).toEqual([]);
  });

  it('are refused outside of a transaction', async () => {
    await expect(events.publish(house.dataSource.manager, berthTaken, { berth: 'A4' })).rejects.toThrow(
      'outside of a transaction',
    );
  });

  it('nobody listens to are no error', async () => {
    const unheard = defineEvent<{ n: number }>('harbour.unheard');
    await house.dataSource.transaction((tx) => events.publish(tx, unheard, { n: 1 }));
    expect(await lines()).toEqual([]);
  });
});

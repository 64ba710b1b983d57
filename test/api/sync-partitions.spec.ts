/**
 * The event log is cut by store, so that it can be spread over machines: every statement that touches it while people work
 * reads and writes the one part that holds the store. The statements are those that were really sent, with their values.
 */
import type { TestHouse } from '@purser/kit/testing/house';
import pg from 'pg';
import { aCustomer, anOperator, type TestPerson } from '../support/people.js';
import { aStore, connect, syncHouse, type TestStore } from '../support/sync-house.js';

interface Sent {
  readonly text: string;
  readonly values: readonly unknown[];
}

interface PlanNode {
  readonly 'Relation Name'?: string;
  readonly 'Actual Loops': number;
  readonly Plans?: readonly PlanNode[];
}

describe('the parts of the event log', () => {
  const sent: Sent[] = [];
  const query = pg.Client.prototype.query;
  let house: TestHouse;
  let ada: TestPerson;
  let store: TestStore;

  beforeAll(async () => {
    house = await syncHouse();
    ada = await aCustomer(house);
    store = await aStore(house, ada);
    pg.Client.prototype.query = function (this: pg.Client, ...args: unknown[]) {
      const asked = args[0] as { text?: string; values?: unknown[] } | string;
      const text = typeof asked === 'string' ? asked : (asked?.text ?? '');
      const values = typeof asked === 'string' ? args[1] : asked?.values;
      if (/\bsync_event\b/.test(text)) sent.push({ text, values: Array.isArray(values) ? values : [] });
      return (query as (...given: unknown[]) => unknown).apply(this, args);
    } as typeof query;
  });
  afterAll(async () => {
    pg.Client.prototype.query = query;
    await house?.close();
  });

  it('are touched one at a time by all that devices do', async () => {
    const device = await connect(house, store, ada);
    device.pull({ live: true });
    await device.until(() => device.chunks[0]);
    expect(await device.push(0, [{ args: { n: 1 } }, { args: { n: 2 } }], store.backendId)).toBe('stored');
    const late = await connect(house, store, ada);
    late.pull({});
    await late.until(() => late.chunks.find(({ events }) => events.length === 2));
    expect(await touchOnePart(sent)).toEqual(expect.arrayContaining(['INSERT INTO sync_event', 'FROM sync_event']));
  });

  it('are touched one at a time by operators who look at events', async () => {
    const before = sent.length;
    const { bearer } = await anOperator(house);
    const events = `/api/console/stores/${store.storeId}/events`;
    for (const query of ['', '?before=2', '?name=noted']) {
      await house.request().get(`${events}${query}`).set('Authorization', bearer).expect(200);
    }
    const reason = 'a look at the plan';
    await house.request().post(`${events}/1/disclose`).set('Authorization', bearer).send({ reason }).expect(200);
    expect(await touchOnePart(sent.slice(before))).toHaveLength(2);
  });

  it('are many, and a statement without a store would touch them all', async () => {
    const parts = await partsOf({ text: 'SELECT count(*) FROM sync_event WHERE seq > $1', values: [0] });
    expect(parts.length).toBeGreaterThanOrEqual(16);
  });

  /** Each statement once; answers what they do to the log. */
  async function touchOnePart(all: readonly Sent[]) {
    const statements = [...new Map(all.map((each) => [each.text, each])).values()];
    for (const statement of statements) expect(await partsOf(statement)).toHaveLength(1);
    return statements.map(({ text }) => /INSERT INTO sync_event|FROM sync_event/.exec(text)?.[0]);
  }

  /** The partitions that one execution reads or writes. */
  async function partsOf({ text, values }: Sent): Promise<string[]> {
    const runner = house.dataSource.createQueryRunner();
    try {
      await runner.startTransaction();
      await runner.query('SET LOCAL plan_cache_mode = force_generic_plan');
      // A push that was stored is stored again from where it began.
      if (text.includes('INSERT INTO sync_event')) {
        await runner.query('DELETE FROM sync_event WHERE store_id = $1', [store.storeId]);
        await runner.query('UPDATE sync_store_log SET head = 0 WHERE store_id = $1', [store.storeId]);
      }
      const before = await writes(runner);
      const parts = new Set<string>();
      if (/^\s*(WITH|SELECT)/.test(text)) {
        const [{ 'QUERY PLAN': plan }] = await runner.query(`EXPLAIN (ANALYZE, FORMAT JSON) ${text}`, [...values]);
        for (const name of scanned(plan[0].Plan)) parts.add(name);
      }
      for (const [name, count] of await writes(runner)) if (count !== before.get(name)) parts.add(name);
      return [...parts];
    } finally {
      await runner.rollbackTransaction();
      await runner.release();
    }
  }

  async function writes(runner: { query(text: string): Promise<{ name: string; n: string }[]> }) {
    const rows = await runner.query(
      `SELECT c.relname AS name, pg_stat_get_xact_tuples_inserted(c.oid) AS n FROM pg_class c
       WHERE c.oid IN (SELECT relid FROM pg_partition_tree('sync_event') WHERE isleaf)`,
    );
    return new Map(rows.map(({ name, n }) => [name, n]));
  }
});

function scanned(node: PlanNode): string[] {
  const name = node['Relation Name'];
  const own = name?.startsWith('sync_event_p') && node['Actual Loops'] > 0 ? [name] : [];
  return [...own, ...(node.Plans ?? []).flatMap(scanned)];
}

/** What a store may hold: looked at each minute, told once, and held for it only where the flag says so. */
import type { TestHouse } from '@purser/kit/testing/house';
import { SUSPEND_ON_OVERUSE } from '../../plugins/provisioning/backend/provisioning.flags.js';
import { OveruseHolds } from '../../plugins/provisioning/backend/quota/overuse-holds.service.js';
import { UsageSweep } from '../../plugins/provisioning/backend/quota/usage-sweep.service.js';
import { ReconcileRounds } from '../../plugins/provisioning/backend/reconcile/reconcile-rounds.service.js';
import { StoreGauges } from '../../plugins/provisioning/backend/store/store-gauges.service.js';
import { StoreLogs } from '../../plugins/sync/backend/store-log/store-logs.service.js';
import { turnFlag } from '../support/flags.js';
import { aCustomer, anOperator, type TestPerson } from '../support/people.js';
import { watchPublished } from '../support/published.js';
import { StoreHouse } from '../support/store-house.js';
import { connect } from '../support/sync-house.js';
import { addMember, as } from '../support/workspaces.js';

const QUOTA = { events: 100, bytes: 10_000, storesPerRound: 4 };

describe('quotas of stores', () => {
  let stores: StoreHouse;
  let one: TestHouse;
  let two: TestHouse;
  let ada: TestPerson;
  let olga: TestPerson;

  beforeAll(async () => {
    stores = await StoreHouse.open([], {}, { quota: QUOTA });
    one = stores.house;
    two = (await StoreHouse.open([], { beside: one }, { quota: QUOTA })).house;
    olga = await anOperator(one);
  });
  beforeEach(async () => {
    ada = await aCustomer(one);
  });
  afterAll(async () => {
    await two?.close();
    await one?.close();
  });
  afterEach(() => jest.restoreAllMocks());

  type Made = Awaited<ReturnType<StoreHouse['aStore']>>;
  const anActiveStore = async (): Promise<Made> => {
    const store = await stores.aStore(ada);
    await stores.worked(store.id, 'active');
    return store;
  };
  const fill = (store: Made, events: number, bytes = 0) =>
    stores.sql('UPDATE sync_store_log SET events = $2, bytes = $3 WHERE store_id = $1', [store.id, events, bytes]);
  const cursor = async () =>
    (await stores.sql(`SELECT after FROM provisioning_cursor WHERE name = 'usage'`))[0]?.after ?? '';
  /** As many rounds as it takes to see every store. */
  const reconciled = async () => {
    do await one.get<ReconcileRounds>(ReconcileRounds).scheduled();
    while ((await cursor()) !== '');
  };
  const levelOf = async ({ id }: Made) =>
    (
      await stores.sql('SELECT usage_level AS level, held, held_by AS by FROM provisioning_store WHERE id = $1', [id])
    )[0];
  const quotaOk = async ({ workspaceId }: Made) => {
    const { body } = await as(one, ada, 'get', `/api/workspaces/${workspaceId}/store`).expect(200);
    return body.conditions.find(({ type }: { type: string }) => type === 'QuotaOk');
  };
  const mailsTo = async (person: TestPerson) =>
    (await one.mails(person.email)).map(({ template }) => template).filter((name) => name.startsWith('provisioning.'));
  const act = (store: Made, verb: string, body: object, by = olga) =>
    as(one, by, 'post', `/api/console/stores/${store.id}/${verb}`).send({ reason: 'ticket 7', ...body });
  const told = () => watchPublished([one, two]);

  it('warns from 80 %, is over from 100 %, and ok again below: told once each, mailed when it gets fuller', async () => {
    const store = await anActiveStore();
    const events = told();
    await fill(store, 79);
    await reconciled();
    expect(await quotaOk(store)).toMatchObject({ status: true, reason: 'within_quota' });

    await fill(store, 80);
    await reconciled();
    await reconciled();
    expect(await quotaOk(store)).toMatchObject({ status: true, reason: 'near_quota' });
    await fill(store, 5, 10_000);
    await reconciled();
    await reconciled();
    expect(await quotaOk(store)).toMatchObject({ status: false, reason: 'over_quota' });
    expect(await levelOf(store)).toEqual({ level: 'over', held: null, by: null });
    expect(await mailsTo(ada)).toEqual(['provisioning.store-nearly-full', 'provisioning.store-full']);
    await one.get<StoreGauges>(StoreGauges).read();
    expect((await one.request().get('/metrics')).text).toMatch(/purser_store_usage\{level="over"\} 1/);

    await fill(store, 5);
    await reconciled();
    expect(await quotaOk(store)).toMatchObject({ status: true, reason: 'within_quota' });
    expect(events('store.usage-changed', store)).toMatchObject([
      { from: 'ok', to: 'warning', events: 80, quotaEvents: 100, workspaceId: store.workspaceId },
      { from: 'warning', to: 'over', bytes: 10_000, quotaBytes: 10_000 },
      { from: 'over', to: 'ok' },
    ]);
    expect(await mailsTo(ada)).toHaveLength(2);
  });

  it('changes a level once, whoever looks: of twenty looks at once over two processes one writes it', async () => {
    const store = await anActiveStore();
    const events = told();
    await fill(store, 100);
    // The next look begins with it.
    await stores.sql(
      `INSERT INTO provisioning_cursor VALUES ('usage', left($1, -1)) ON CONFLICT (name) DO UPDATE SET after = excluded.after`,
      [store.id],
    );
    const looks = Array.from({ length: 20 }, (_, n) => (n % 2 ? one : two).get<UsageSweep>(UsageSweep).round());
    const changes = await Promise.all(looks);
    expect(changes.reduce((sum, each) => sum + each, 0)).toBe(1);
    expect(events('store.usage-changed', store)).toHaveLength(1);
    expect(await mailsTo(ada)).toEqual(['provisioning.store-full']);
    expect(await levelOf(store)).toMatchObject({ level: 'over' });
  });

  it('looks at so many in a round, goes on behind them, and begins anew behind the last', async () => {
    await reconciled();
    const made = [];
    for (let n = 0; n < 6; n += 1) made.push(await anActiveStore());
    for (const store of made) await fill(store, 90);
    const [{ count }] = await stores.sql('SELECT count(*)::integer FROM sync_store_log');
    const rounds = Math.floor(count / QUOTA.storesPerRound) + 1;
    const sweep = one.get<UsageSweep>(UsageSweep);
    const changed: number[] = [];
    const cursors: string[] = [];
    for (let n = 0; n < rounds; n += 1) {
      changed.push(await sweep.round());
      cursors.push(await cursor());
    }
    expect(Math.max(...changed)).toBeLessThanOrEqual(QUOTA.storesPerRound);
    expect(changed.reduce((sum, each) => sum + each, 0)).toBe(6);
    expect(cursors.at(-1)).toBe('');
    expect(cursors.slice(0, -1)).toEqual(cursors.slice(0, -1).toSorted());
    expect(new Set(cursors).size).toBe(rounds);
  });

  it('changes nothing when it cannot see, and says so', async () => {
    const store = await anActiveStore();
    await fill(store, 100);
    await reconciled();
    await fill(store, 1);
    await stores.sql('ALTER TABLE sync_store_log RENAME COLUMN bytes TO away');
    try {
      await one.get<ReconcileRounds>(ReconcileRounds).scheduled();
    } finally {
      await stores.sql('ALTER TABLE sync_store_log RENAME COLUMN away TO bytes');
    }
    expect((await one.get<ReconcileRounds>(ReconcileRounds).last())[0]).toMatchObject({ state: 'failed' });
    expect(await levelOf(store)).toMatchObject({ level: 'over' });
  });

  it('of one store are an operator’s to change: it counts at once, and stands in the audit trail', async () => {
    const store = await anActiveStore();
    const events = told();
    await fill(store, 100);
    await reconciled();
    const answer = await act(store, 'set-quota', { events: 1_000, bytes: null }).expect(200);
    expect(answer.body).toMatchObject({
      usageLevel: 'ok',
      quotaEvents: 1_000,
      quotaBytes: null,
      quotaDefaults: { events: 100, bytes: 10_000, warnAt: 0.8 },
    });
    expect(events('store.quota-changed', store)).toMatchObject([{ events: 1_000, bytes: 10_000 }]);
    const [{ entry }] = await stores.sql(
      `SELECT entry::jsonb AS entry FROM house_audit WHERE what = 'provisioning.quota-changed' AND subject_id = $1`,
      [store.id],
    );
    expect(entry).toMatchObject({
      reason: 'ticket 7',
      before: { events: null, bytes: null },
      after: { events: 1_000, bytes: null },
    });
    await act(store, 'set-quota', { events: null, bytes: null }).expect(200);
    expect(await levelOf(store)).toMatchObject({ level: 'over' });
    await act(store, 'set-quota', { events: 0, bytes: null }).expect(400);
    await act(store, 'set-quota', { events: 5, bytes: null }, await anOperator(one, ['support'])).expect(403);
    const list = await as(
      one,
      olga,
      'get',
      `/api/console/stores?filter=${encodeURIComponent('{"usageLevel":"over"}')}`,
    );
    expect(list.body.map(({ id }: { id: string }) => id)).toContain(store.id);
  });

  it('are told to owners and admins with what is open now, and to nobody else', async () => {
    const store = await anActiveStore();
    const [admin, member, stranger] = [
      await aCustomer(one, 'Adele'),
      await aCustomer(one, 'Mara'),
      await aCustomer(one),
    ];
    await addMember(one, store.workspaceId, admin, 'admin');
    await addMember(one, store.workspaceId, member, 'member');
    await fill(store, 81, 500);
    const socket = await connect(one, { storeId: store.id, workspaceId: store.workspaceId, backendId: '' }, ada);
    const ask = (person: TestPerson) => as(two, person, 'get', `/api/workspaces/${store.workspaceId}/store/usage`);
    for (const person of [ada, admin]) {
      expect((await ask(person).expect(200)).body).toEqual({
        level: 'warning',
        warnAt: 0.8,
        stops: false,
        heldForQuota: false,
        events: { used: 81, quota: 100 },
        bytes: { used: 500, quota: 10_000 },
        connections: { used: 1, quota: 500 },
      });
    }
    socket.kill();
    await ask(member).expect(403);
    await ask(stranger).expect(404);
  });

  it('are looked at anew when a backup took the place of the log', async () => {
    const store = await anActiveStore();
    await fill(store, 100);
    await reconciled();
    await one.dataSource.transaction(async (tx) => {
      await tx.query('UPDATE sync_store_log SET events = 3 WHERE store_id = $1', [store.id]);
      await one.get(StoreLogs).replaced(tx, store.id, 'open');
    });
    expect(await levelOf(store)).toMatchObject({ level: 'ok' });
  });

  describe('with suspension on overuse', () => {
    beforeEach(() => turnFlag(one, SUSPEND_ON_OVERUSE, true));
    afterEach(() => turnFlag(one, SUSPEND_ON_OVERUSE, false));

    const aFullStore = async () => {
      const store = await anActiveStore();
      await fill(store, 100);
      await reconciled();
      return store;
    };

    it('hold a store that is over, and open it when it is within them again', async () => {
      const store = await aFullStore();
      expect(await levelOf(store)).toEqual({ level: 'over', held: 'read_only', by: 'quota' });
      await stores.worked(store.id, 'suspended');
      expect(await quotaOk(store)).toMatchObject({ status: false, reason: 'over_quota_read_only' });
      await act(store, 'set-quota', { events: 200, bytes: null }).expect(200);
      await stores.worked(store.id, 'active');
      expect(await levelOf(store)).toEqual({ level: 'ok', held: null, by: null });
    });

    it('open what they held when the flag is off again', async () => {
      const store = await aFullStore();
      await stores.worked(store.id, 'suspended');
      await turnFlag(one, SUSPEND_ON_OVERUSE, false);
      await reconciled();
      await stores.worked(store.id, 'active');
      expect(await levelOf(store)).toEqual({ level: 'over', held: null, by: null });
    });

    it('never touch what an operator held, whether they come first or take it over', async () => {
      const first = await anActiveStore();
      await act(first, 'suspend', { mode: 'full' }).expect(200);
      await fill(first, 100);
      await reconciled();
      expect(await levelOf(first)).toEqual({ level: 'over', held: 'full', by: 'operator' });
      const second = await aFullStore();
      await act(second, 'suspend', { mode: 'read_only' }).expect(200);
      for (const store of [first, second]) await act(store, 'set-quota', { events: 500, bytes: null }).expect(200);
      await reconciled();
      expect(await levelOf(first)).toEqual({ level: 'ok', held: 'full', by: 'operator' });
      expect(await levelOf(second)).toEqual({ level: 'ok', held: 'read_only', by: 'operator' });
    });

    it('leave open what an operator opened, until it is over anew', async () => {
      const store = await aFullStore();
      await stores.worked(store.id, 'suspended');
      await act(store, 'resume', {}).expect(200);
      await stores.worked(store.id, 'active');
      await reconciled();
      await reconciled();
      expect(await stores.row(store.id)).toMatchObject({ phase: 'active', desired: 'active' });
      expect(await levelOf(store)).toEqual({ level: 'over', held: null, by: null });
      await fill(store, 5);
      await reconciled();
      await fill(store, 100);
      await reconciled();
      expect(await levelOf(store)).toEqual({ level: 'over', held: 'read_only', by: 'quota' });
    });

    it('hold it once, of twenty rounds at once', async () => {
      await turnFlag(one, SUSPEND_ON_OVERUSE, false);
      const store = await aFullStore();
      await turnFlag(one, SUSPEND_ON_OVERUSE, true);
      const deeds = Array.from({ length: 20 }, () => ({ held: 0, released: 0 }));
      await Promise.all(deeds.map((each, n) => (n % 2 ? one : two).get<OveruseHolds>(OveruseHolds).round(each)));
      const audited = await stores.sql(
        `SELECT 1 FROM house_audit WHERE what = 'provisioning.store-suspended' AND subject_id = $1`,
        [store.id],
      );
      expect(audited).toHaveLength(1);
    });
  });
});

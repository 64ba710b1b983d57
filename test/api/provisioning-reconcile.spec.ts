/** What reconcile found and did, one round at a time over two processes, and the board that shows it. */
import type { TestHouse } from '@purser/kit/testing/house';
import { ReconcileStores } from '../../plugins/provisioning/backend/reconcile/reconcile-stores.job.js';
import { StoreDrift } from '../../plugins/provisioning/backend/reconcile/store-drift.service.js';
import { StoreRepairs } from '../../plugins/provisioning/backend/reconcile/store-repairs.service.js';
import { aCustomer, anOperator, type TestPerson } from '../support/people.js';
import { StoreHouse } from '../support/store-house.js';

describe('rounds of reconcile', () => {
  let stores: StoreHouse;
  let one: TestHouse;
  let two: TestHouse;
  let ada: TestPerson;
  let olga: TestPerson;

  beforeAll(async () => {
    stores = await StoreHouse.open();
    one = stores.house;
    two = (await StoreHouse.open([], { beside: one })).house;
    [ada, olga] = await Promise.all([aCustomer(one), anOperator(one)]);
  });
  afterAll(async () => {
    await two?.close();
    await one?.close();
  });
  afterEach(() => jest.restoreAllMocks());

  const board = async (by = olga) =>
    one.request().get('/api/console/provisioning').set('Authorization', by.bearer).expect(200);
  const reconcile = (house: TestHouse, by = olga) =>
    house
      .request()
      .post('/api/console/provisioning/reconcile')
      .set('Authorization', by.bearer)
      .send({ reason: 'ticket 7' });
  /** A workspace that lost its store. */
  const aLoss = async () => {
    const { id, workspaceId } = await stores.aStore(ada);
    await one.runJobs();
    await stores.sql('DELETE FROM provisioning_store WHERE id = $1', [id]);
    await stores.sql('DELETE FROM sync_store_log WHERE store_id = $1', [id]);
    return workspaceId;
  };

  it('of twenty asked for at once over two processes, one runs; it is told and audited', async () => {
    const workspaceId = await aLoss();
    expect((await board()).body.drift).toEqual([expect.objectContaining({ kind: 'missing', workspaceId })]);
    let refused = 0;
    let let_go = (): void => undefined;
    const others = new Promise<void>((resolve) => {
      let_go = resolve;
    });
    for (const house of [one, two]) {
      const repairs = house.get(StoreRepairs);
      const mend = repairs.mend.bind(repairs);
      jest.spyOn(repairs, 'mend').mockImplementation(async (...found) => {
        await others;
        await mend(...found);
      });
    }
    const answers = await Promise.all(
      Array.from({ length: 20 }, async (_, n) => {
        const answer = await reconcile(n % 2 ? one : two);
        if (answer.status === 409) refused += 1;
        if (refused === 19) let_go();
        return answer;
      }),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([200, ...Array(19).fill(409)]);
    expect(answers.find(({ status }) => status === 409)?.body.code).toBe('reconcile_running');
    const report = answers.find(({ status }) => status === 200)?.body;
    expect(report).toMatchObject({
      trigger: 'operator',
      state: 'done',
      found: { missing: 1 },
      did: { requested: 1 },
      error: null,
    });
    expect(await stores.sql(`SELECT subject_id FROM house_audit WHERE what = 'provisioning.reconciled'`)).toEqual([
      { subject_id: report.id },
    ]);
    expect((await board()).body).toMatchObject({ drift: [], rounds: [{ id: report.id }], waiting: 1, failed: 0 });
    await one.runJobs();
    expect((await board()).body).toMatchObject({ waiting: 0, working: 0, oldestPendingS: null, work: [] });
    await reconcile(one, await anOperator(one, ['auditor'])).expect(403);
  });

  it('a round that does not see everything changes nothing, and says why', async () => {
    const workspaceId = await aLoss();
    const query = one.dataSource.manager.constructor.prototype.query;
    jest.spyOn(one.dataSource.manager.constructor.prototype, 'query').mockImplementation(function (
      this: unknown,
      ...asked: unknown[]
    ) {
      const sql = String(asked[0]);
      return query.call(this, sql.includes('lease_until IS NULL OR') ? 'SELECT 1/0' : sql, ...asked.slice(1));
    });
    await one.get(ReconcileStores).run();
    jest.restoreAllMocks();
    const { rounds, drift } = (await board()).body;
    expect(rounds[0]).toMatchObject({ trigger: 'schedule', state: 'failed', found: {}, did: { requested: 0 } });
    expect(rounds[0].error).toBeTruthy();
    expect(drift).toEqual([expect.objectContaining({ kind: 'missing', workspaceId })]);
    await one.get(ReconcileStores).run();
    expect((await board()).body).toMatchObject({
      drift: [],
      rounds: [{ state: 'done', did: { requested: 1 } }, {}, {}],
    });
    await one.runJobs();
  });

  it('a round whose process died is told as abandoned, and keeps nobody back', async () => {
    await stores.sql(`INSERT INTO provisioning_reconcile (id, trigger) VALUES (gen_random_uuid(), 'schedule')`);
    jest.spyOn(two.get(StoreDrift), 'find').mockResolvedValue([]);
    await two.get(ReconcileStores).run();
    expect((await board()).body.rounds.slice(0, 2)).toMatchObject([{ state: 'done' }, { state: 'abandoned' }]);
  });

  it('many failed stores are tried again with one reason, each by itself', async () => {
    const ids: string[] = [];
    for (let n = 0; n < 2; n += 1) ids.push((await stores.aStore(ada)).id);
    await stores.sql(
      `UPDATE provisioning_store SET phase = 'failed', failed_from = 'requested', error = 'no room' WHERE id = ANY ($1)`,
      [ids],
    );
    const { id: active } = await stores.aStore(ada);
    await one.runJobs();
    expect((await board()).body.failed).toBe(2);
    const answer = await one
      .request()
      .post('/api/console/stores/retry-many')
      .set('Authorization', olga.bearer)
      .send({ ids: [...ids, active], reason: 'room was made' })
      .expect(200);
    expect(answer.body).toMatchObject({ done: ids, refused: [{ id: active, code: 'store_not_retryable' }] });
    expect(
      await stores.sql(
        `SELECT 1 FROM house_audit WHERE what = 'provisioning.store-retried' AND subject_id = ANY ($1)`,
        [ids],
      ),
    ).toHaveLength(2);
    await one.runJobs();
    expect((await board()).body.failed).toBe(0);
  });
});

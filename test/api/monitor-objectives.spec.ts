import { createTestHouse, type TestHouse } from '@purser/kit/testing/house';
import { uuidv7 } from 'uuidv7';
import { auth } from '../../plugins/auth/backend/auth.plugin.js';
import { monitor } from '../../plugins/monitor/backend/monitor.plugin.js';
import { ProcessProbe } from '../../plugins/monitor/backend/process/process-probe.service.js';
import { WatchSlos } from '../../plugins/monitor/backend/slo/watch-slos.job.js';
import { PublicStatuses } from '../../plugins/monitor/backend/status/public-status.service.js';
import type { SloStanding } from '../../plugins/monitor/records.js';
import { provisioning } from '../../plugins/provisioning/backend/provisioning.plugin.js';
import { sync } from '../../plugins/sync/backend/sync.plugin.js';
import { workspace } from '../../plugins/workspace/backend/workspace.plugin.js';
import { anOperator, type TestPerson } from '../support/people.js';

const plugins = [auth(), workspace(), sync(), provisioning({ sweepMs: 0 }), monitor({ processMs: 0, canary: null })];

describe('objectives and the public status', () => {
  let house: TestHouse;
  let olga: TestPerson;

  beforeAll(async () => {
    house = await createTestHouse({ plugins });
    olga = await anOperator(house);
  });
  afterAll(() => house?.close());
  beforeEach(async () => {
    await sql(
      'DELETE FROM monitor_bucket; DELETE FROM monitor_incident; DELETE FROM monitor_subject; DELETE FROM provisioning_store',
    );
  });

  const sql = (text: string, values: unknown[] = []) => house.dataSource.query(text, values);
  const counted = (slo: string, ago: string, good: number, bad: number) =>
    sql(`INSERT INTO monitor_bucket (slo, at, good, bad) VALUES ($1, clock_timestamp() - $2::interval, $3, $4)`, [
      slo,
      ago,
      good,
      bad,
    ]);
  const get = (path: string, by = olga) => house.request().get(path).set('Authorization', by.bearer);
  const objective = async (slo: string): Promise<SloStanding> => {
    const { body } = await get('/api/console/monitor').expect(200);
    return body.objectives.find((standing: SloStanding) => standing.slo === slo);
  };
  const watch = () => house.get(WatchSlos).run();
  const open = async () =>
    (await sql('SELECT key, cause FROM monitor_incident WHERE closed_at IS NULL ORDER BY key')) as {
      key: string;
      cause: string;
    }[];

  it('nothing measured is no budget and no burn', async () => {
    expect(await objective('reachability')).toMatchObject({ good: 0, bad: 0, budgetLeft: null });
    await watch();
    expect(await open()).toEqual([]);
  });

  it('the budget is what the objective allows of thirty days; what is older is over', async () => {
    await counted('reachability', '31 days', 0, 500);
    await counted('reachability', '20 days', 9_995, 5);
    const standing = await objective('reachability');
    expect(standing).toMatchObject({ good: 9_995, bad: 5 });
    expect(standing.budgetLeft).toBeCloseTo(0.5);
    await counted('reachability', '19 days', 0, 10);
    expect((await objective('reachability')).budgetLeft).toBeLessThan(0);
  });

  /** Both windows of a rule, and three failures. */
  const burns: [string, [string, number, number][], string | null][] = [
    [
      'fast, and still going on',
      [
        ['2 minutes', 50, 5],
        ['40 minutes', 900, 20],
      ],
      'burn-14.4',
    ],
    ['fast, but over: no emergency any more, and still a lot', [['40 minutes', 100, 60]], 'burn-3'],
    ['only just begun: too little of the hour', [['2 minutes', 50, 1]], null],
    ['two failures of two are no burn', [['2 minutes', 0, 2]], null],
    [
      'six times as fast as it may',
      [
        ['20 minutes', 985, 15],
        ['5 hours', 8_930, 70],
      ],
      'burn-6',
    ],
    [
      'slowly, for days',
      [
        ['2 hours', 1_990, 10],
        ['2 days', 7_980, 20],
      ],
      'burn-1',
    ],
  ];
  it.each(burns)('a budget burns %s', async (_, buckets, cause) => {
    for (const [ago, good, bad] of buckets) await counted('reachability', ago, good, bad);
    await Promise.all([watch(), watch()]);
    expect(await open()).toEqual(cause ? [{ key: 'slo:reachability', cause }] : []);
    await sql('DELETE FROM monitor_bucket');
    await watch();
    expect(await open()).toEqual([]);
  });

  it('stores count by when they were ready; those that wait for an operator or were erased before do not', async () => {
    const store = (requested: string, active: string | null, phase: string, more = '') =>
      sql(
        `INSERT INTO provisioning_store (id, workspace_id, phase, requested_at, active_at, backend_id, route, settled, failed_from, canary)
         VALUES ('st-' || gen_random_uuid(), gen_random_uuid(), $1, clock_timestamp() - $2::interval,
           clock_timestamp() - $3::interval, 'b', '/sync', ${phase === 'active' || phase === 'purged' ? `'${phase}'` : 'NULL'}, ${phase === 'failed' ? `'verifying'` : 'NULL'}, ${more || 'false'})`,
        [phase, requested, active],
      );
    await store('1 hour', '59 minutes 55 seconds', 'active');
    await store('1 hour', '59 minutes', 'active');
    await store('1 hour', null, 'failed');
    await store('5 seconds', null, 'provisioning');
    await store('1 hour', null, 'purged');
    await store('1 hour', null, 'failed', 'true');
    expect(await objective('ready')).toMatchObject({ good: 1, bad: 2 });
    await store('1 hour', null, 'requested');
    expect(await objective('ready')).toMatchObject({ good: 1, bad: 3 });
    await house
      .request()
      .put('/api/console/flags/provisioning.automatic')
      .set('Authorization', olga.bearer)
      .send({ on: false, reason: 'by hand now' })
      .expect(200);
    expect(await objective('ready')).toMatchObject({ good: 1, bad: 2 });
  });

  it('who may not see them does not, and who may only look announces nothing', async () => {
    const auditor = await anOperator(house, ['auditor']);
    await get('/api/console/monitor', auditor).expect(200);
    const window = { startsAt: new Date().toISOString(), endsAt: new Date(Date.now() + 60_000).toISOString() };
    const announce = (by: TestPerson) =>
      house
        .request()
        .post('/api/console/monitor/maintenance')
        .set('Authorization', by.bearer)
        .send({ ...window, reason: 'x y z' });
    await announce(auditor).expect(403);
    await house.request().get('/api/console/monitor').expect(401);
    const unknown = await house
      .request()
      .post(`/api/console/monitor/maintenance/${uuidv7()}/end`)
      .set('Authorization', olga.bearer);
    expect([unknown.status, unknown.body.code]).toEqual([404, 'maintenance_not_found']);
  });

  it('the public status names nobody, is cached, and is not there unless it is wanted', async () => {
    const forget = () => Reflect.set(house.get(PublicStatuses), 'kept', undefined);
    expect((await house.request().get('/status').expect(404)).body.code).toBe('status_off');
    await house
      .request()
      .put('/api/console/flags/monitor.public-status')
      .set('Authorization', olga.bearer)
      .send({ on: true, reason: 'we show it' })
      .expect(200);
    forget();
    await house.get(ProcessProbe).run();
    const well = await house.request().get('/status.json').expect(200);
    expect(well.body).toMatchObject({ state: 'operational', incidents: [], reachability: 1 });
    expect(well.headers['cache-control']).toBe('public, max-age=30');
    await sql(
      `INSERT INTO monitor_incident (id, key, kind, cause, detail)
       VALUES ($1, 'process:web-7:3000', 'process', 'push', 'secret cause of <b>Acme</b>')`,
      [uuidv7()],
    );
    expect((await house.request().get('/status.json').expect(200)).body.state).toBe('operational');
    forget();
    const page = await house.request().get('/status').set('Accept-Language', 'de').expect(200);
    expect(page.text).toContain('Etwas funktioniert nicht, wie es soll');
    expect(page.text).toContain('lang="de"');
    expect(page.text).not.toMatch(/web-7|Acme|secret|push/);
    const { body } = await house.request().get('/status.json').expect(200);
    expect(body).toMatchObject({ state: 'degraded', incidents: [{ what: 'sign-in-and-sync', closedAt: null }] });
    expect(body.parts).toContainEqual({ part: 'new-workspaces', state: 'operational' });
    const many = await Promise.all(Array.from({ length: 20 }, () => house.request().get('/status.json')));
    expect(new Set(many.map(({ text }) => text)).size).toBe(1);
  });
});

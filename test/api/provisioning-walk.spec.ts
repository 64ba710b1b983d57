import { Injectable, Module } from '@nestjs/common';
import { type DomainEvent, type Listener, listen } from '@purser/kit/backend/events';
import { definePlugin } from '@purser/kit/backend/plugin';
import { createTestHouse, type TestHouse } from '@purser/kit/testing/house';
import { auth } from '../../plugins/auth/backend/auth.plugin.js';
import { storeReady } from '../../plugins/provisioning/backend/events.js';
import { SyncWire } from '../../plugins/provisioning/backend/probe/sync-wire.js';
import { provisioning } from '../../plugins/provisioning/backend/provisioning.plugin.js';
import { storesList } from '../../plugins/provisioning/backend/store/stores-console.list.js';
import { storeSteps } from '../../plugins/provisioning/records.js';
import { sync } from '../../plugins/sync/backend/sync.plugin.js';
import { Memberships } from '../../plugins/workspace/backend/membership/memberships.service.js';
import { workspace } from '../../plugins/workspace/backend/workspace.plugin.js';
import { everyListQuery } from '../support/every-list-query.js';
import { aCustomer, anOperator, type TestPerson } from '../support/people.js';
import { readEvents } from '../support/read-events.js';

type Ready = typeof storeReady extends DomainEvent<infer Payload> ? Payload : never;
const announced: Ready[] = [];

@Injectable()
class NoteAnnouncement implements Listener<Ready> {
  async handle(payload: Ready): Promise<void> {
    announced.push(payload);
  }
}

@Module({ providers: [NoteAnnouncement] })
class WitnessModule {}

const witness = definePlugin({
  name: 'witness',
  worksWith: '^1.0.0',
  needs: [provisioning],
  module: WitnessModule,
  listens: [listen(storeReady, NoteAnnouncement)],
});

describe('a store', () => {
  let house: TestHouse;
  let ada: TestPerson;

  beforeAll(async () => {
    house = await createTestHouse({
      plugins: [auth(), workspace({ workspacesPerOwner: 100 }), sync(), provisioning(), witness()],
    });
  });
  afterAll(() => house?.close());
  beforeEach(async () => {
    ada = await aCustomer(house);
    announced.length = 0;
  });

  const get = (person: TestPerson, path: string) => house.request().get(path).set('Authorization', person.bearer);
  const aWorkspace = async (name = 'Acme', person = ada): Promise<string> =>
    (await house.request().post('/api/workspaces').set('Authorization', person.bearer).send({ name }).expect(201)).body
      .id;
  const statusOf = async (id: string) => (await get(ada, `/api/workspaces/${id}/store`).expect(200)).body;

  it('is requested with its workspace and becomes active, step by step', async () => {
    const id = await aWorkspace();
    const requested = await statusOf(id);
    expect(requested).toMatchObject({
      workspaceId: id,
      phase: 'requested',
      mode: null,
      readyMs: null,
      timeline: [{ kind: 'phase', phase: 'requested' }],
      conditions: [{ type: 'Ready', status: false, reason: 'phase_requested' }],
    });
    expect(requested.storeId).toMatch(/^st-[0-9a-f-]{36}$/);

    expect(await house.runJobs()).toEqual({ failed: [] });

    const active = await statusOf(id);
    expect(active).toMatchObject({ storeId: requested.storeId, phase: 'active', mode: 'open', retryAt: null });
    expect(active.readyMs).toBeGreaterThan(0);
    const steps = active.timeline.filter((entry: { kind: string }) => entry.kind === 'step');
    expect(steps.map((entry: { step: string }) => entry.step)).toEqual(storeSteps);
    for (const step of steps) expect(step).toMatchObject({ attempt: 1, state: 'done', durationMs: expect.any(Number) });
    const phases = active.timeline.filter((entry: { kind: string }) => entry.kind === 'phase');
    expect(phases.map((entry: { phase: string }) => entry.phase)).toEqual([
      'requested',
      'provisioning',
      'verifying',
      'active',
    ]);
    expect(active.conditions).toMatchObject([
      { type: 'Ready', status: true },
      { type: 'Reachable', status: true, reason: 'probe_passed' },
      { type: 'QuotaOk', status: true, reason: 'within_quota' },
    ]);
    expect(announced).toEqual([{ storeId: requested.storeId, workspaceId: id, backendId: expect.any(String) }]);
  });

  it('is empty after its probe, and nothing of the probe is left', async () => {
    const id = await aWorkspace();
    await house.runJobs();
    const { storeId } = await statusOf(id);
    const logs = await house.dataSource.query(
      'SELECT store_id, head, events, bytes FROM sync_store_log WHERE store_id = $1',
      [storeId],
    );
    expect(logs).toEqual([{ store_id: storeId, head: '0', events: '0', bytes: '0' }]);
    expect(await house.dataSource.query(`SELECT store_id FROM sync_store_log WHERE store_id LIKE 'pr-%'`)).toEqual([]);
    expect(await house.dataSource.query(`SELECT seq FROM sync_event WHERE store_id LIKE 'pr-%'`)).toEqual([]);
    expect(await house.dataSource.query('SELECT store_id FROM provisioning_probe_log')).toEqual([]);
  });

  it('gives its people tickets once it is active, and lets them in', async () => {
    const id = await aWorkspace();
    const ask = () =>
      house.request().post('/api/sync/tickets').set('Authorization', ada.bearer).send({ workspaceId: id });
    expect((await ask().expect(503)).body.code).toBe('store_not_ready');
    await house.runJobs();
    const { ticket, storeId } = (await ask()).body;
    const url = `${house.url.replace(/^http/, 'ws')}/sync`;
    const wire = await SyncWire.open({ url, storeId, ticket }, AbortSignal.timeout(5_000));
    expect(await wire.pull()).toEqual({ backendId: announced[0]?.backendId, events: [] });
    wire.close();
  });

  it('stays one when its job runs again and again', async () => {
    const id = await aWorkspace();
    const { storeId } = await statusOf(id);
    await house.runJobs();
    for (let n = 0; n < 3; n += 1) {
      await house.dataSource.query(`SELECT graphile_worker.add_job('provisioning.provision-store', $1::json)`, [
        JSON.stringify({ storeId }),
      ]);
      await house.runJobs();
    }
    expect(announced).toHaveLength(1);
    expect((await statusOf(id)).timeline).toHaveLength(4 + storeSteps.length);
  });

  it('tells its progress as it happens', async () => {
    const id = await aWorkspace();
    const reader = await readEvents(`${house.url}/api/workspaces/${id}/store/events`, ada.bearer);
    const first = await reader.until(({ type }) => type === 'store');
    expect(first.data).toMatchObject({ phase: 'requested' });
    await house.runJobs();
    const last = await reader.until(({ data }) => (data as { phase?: string }).phase === 'active');
    expect(last.data).toMatchObject({ workspaceId: id, mode: 'open', readyMs: expect.any(Number) });
    const seen = reader.events.map(({ data }) => (data as { phase: string }).phase);
    expect(new Set(seen)).toEqual(new Set(['requested', 'provisioning', 'verifying', 'active']));
    reader.close();
  });

  it('ends the stream of a person who is removed, and shows strangers nothing', async () => {
    const id = await aWorkspace();
    const bob = await aCustomer(house, 'Bob');
    expect((await get(bob, `/api/workspaces/${id}/store`).expect(404)).body.code).toBe('workspace_not_found');
    expect((await get(bob, `/api/workspaces/${id}/store/events`).expect(404)).body.code).toBe('workspace_not_found');
    for (const odd of ['x', '%27', '00000000-0000-0000-0000-000000000000']) {
      await get(ada, `/api/workspaces/${odd}/store`).expect(404);
      await get(ada, `/api/workspaces/${odd}/store/events`).expect(404);
    }
    await house.request().get(`/api/workspaces/${id}/store/events`).expect(401);
    const memberships = house.get(Memberships);
    const seat = { workspaceId: id, userId: bob.id };
    await house.dataSource.transaction((tx) => memberships.add(tx, { ...seat, role: 'viewer' }, { by: 'system' }));
    const reader = await readEvents(`${house.url}/api/workspaces/${id}/store/events`, bob.bearer);
    await reader.until(({ type }) => type === 'store');
    await house.dataSource.transaction((tx) => memberships.remove(tx, seat, { by: 'system' }));
    await house.runJobs();
    await reader.ended;
    expect(reader.events.map(({ data }) => (data as { phase: string }).phase)).not.toContain('active');
  });

  it('is shown to operators with every attempt, and counted in the metrics', async () => {
    const id = await aWorkspace('Inspected');
    await house.runJobs();
    const olga = await anOperator(house, ['support']);
    const filter = encodeURIComponent(JSON.stringify({ workspaceId: id, phase: ['active', 'failed'] }));
    const list = await get(olga, `/api/console/stores?filter=${filter}&sort=["requestedAt","ASC"]`).expect(200);
    expect(list.body).toMatchObject([
      {
        workspaceName: 'Inspected',
        phase: 'active',
        mode: 'open',
        events: 0,
        bytes: 0,
        head: 0,
        lag: null,
        readyMs: expect.any(Number),
      },
    ]);
    const page = await get(olga, `/api/console/stores/${list.body[0].id}`).expect(200);
    expect(page.body.stepP95Ms).toMatchObject({ allocate: expect.any(Number), probe: expect.any(Number) });
    expect(page.body.steps.map(({ step, output }: { step: string; output: unknown }) => [step, output])).toEqual([
      ['allocate', { ownerId: ada.id }],
      ['create-log', { backendId: list.body[0].backendId }],
      ['issue-access', expect.objectContaining({ role: 'owner' })],
      ['register-route', { route: expect.stringMatching(/^ws:.*\/sync$/) }],
      ['probe', { milliseconds: expect.objectContaining({ 'live-delivery': expect.any(Number) }) }],
      ['announce', { readyMs: expect.any(Number) }],
    ]);
    expect(page.body.phases).toHaveLength(4);
    const metrics = (await house.request().get('/metrics')).text;
    expect(metrics).toMatch(/purser_store_time_to_ready_seconds_count \d/);
    expect(metrics).toMatch(/purser_store_step_duration_seconds_count\{step="probe"\} \d/);
    expect(metrics).toMatch(/purser_store_phase\{phase="active"\} \d/);
  });

  it('can be asked for in every way its list says', async () => {
    const olga = await anOperator(house);
    for (const query of everyListQuery(storesList)) {
      const answer = await get(olga, `/api/console/stores?${query}`);
      expect([query, answer.status]).toEqual([query, 200]);
    }
    expect((await get(olga, '/api/console/stores/st-unknown').expect(404)).body.code).toBe('not_found');
  });

  it('belongs to every one of twenty workspaces made at once', async () => {
    const people = await Promise.all(Array.from({ length: 20 }, () => aCustomer(house)));
    const ids = await Promise.all(people.map((person) => aWorkspace('Rush', person)));
    await house.runJobs();
    const stores = await house.dataSource.query(
      'SELECT phase, count(*)::integer FROM provisioning_store WHERE workspace_id = ANY($1) GROUP BY phase',
      [ids],
    );
    expect(stores).toEqual([{ phase: 'active', count: 20 }]);
    expect(new Set(announced.map(({ storeId }) => storeId)).size).toBe(20);
    expect(announced).toHaveLength(20);
  });

  it('leaves nothing when its workspace is not committed', async () => {
    await aWorkspace('Twice');
    await house.request().post('/api/workspaces').set('Authorization', ada.bearer).send({ name: 'twice' }).expect(409);
    const [{ count }] = await house.dataSource.query(
      `SELECT count(*)::integer FROM provisioning_store s WHERE NOT EXISTS (SELECT 1 FROM workspace w WHERE w.id = s.workspace_id)`,
    );
    expect(count).toBe(0);
  });
});

describe('a store requested in one process and provisioned by a worker beside it', () => {
  let web: TestHouse;
  let worker: TestHouse;

  beforeAll(async () => {
    const plugins = [auth(), workspace(), sync(), provisioning()];
    web = await createTestHouse({ plugins, role: 'web' });
    worker = await createTestHouse({ plugins, beside: web, role: 'worker' });
  });
  afterAll(async () => {
    await worker?.close();
    await web?.close();
  });

  it('is probed through the public address, and followed from the first', async () => {
    const { bearer } = await aCustomer(web);
    const { id } = (await web.request().post('/api/workspaces').set('Authorization', bearer).send({ name: 'W' })).body;
    const reader = await readEvents(`${web.url}/api/workspaces/${id}/store/events`, bearer);
    const active = await reader.until(({ data }) => (data as { phase?: string }).phase === 'active');
    expect(active.data).toMatchObject({ workspaceId: id, mode: 'open' });
    expect(worker.config.publicUrl).toBe(web.url);
    reader.close();
  });
});

describe('time from request to active, with workers running', () => {
  let house: TestHouse;

  beforeAll(async () => {
    house = await createTestHouse({ plugins: [auth(), workspace(), sync(), provisioning()], role: 'all' });
  });
  afterAll(() => house?.close());

  it('is short for a dozen people who come one after another', async () => {
    const times: number[] = [];
    for (let n = 0; n < 12; n += 1) {
      const person = await aCustomer(house);
      const bearer = person.bearer;
      const { id } = (await house.request().post('/api/workspaces').set('Authorization', bearer).send({ name: 'W' }))
        .body;
      const reader = await readEvents(`${house.url}/api/workspaces/${id}/store/events`, bearer);
      const active = await reader.until(({ data }) => (data as { phase?: string }).phase === 'active');
      times.push((active.data as { readyMs: number }).readyMs);
      reader.close();
    }
    const steps: { step: string; ms: number }[] = await house.dataSource.query(
      `SELECT step, round(avg(extract(epoch FROM finished_at - started_at) * 1000))::integer AS ms
       FROM provisioning_step GROUP BY step ORDER BY min(started_at)`,
    );
    times.sort((a, b) => a - b);
    const [p50, worst] = [times[times.length >> 1] ?? Number.NaN, times.at(-1) ?? Number.NaN];
    process.stdout.write(
      `time to ready over ${times.length}: p50 ${p50} ms, worst ${worst} ms; on average ${steps.map(({ step, ms }) => `${step} ${ms}`).join(', ')}\n`,
    );
    // Far above what a quiet machine takes (p50 under a second): here other suites run beside it.
    expect(p50).toBeLessThan(3_000);
    expect(worst).toBeLessThan(10_000);
  }, 120_000);
});

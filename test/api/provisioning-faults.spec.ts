import { createTestHouse, type TestHouse } from '@purser/kit/testing/house';
import { auth } from '../../plugins/auth/backend/auth.plugin.js';
import { LeaseLost, type StoreLease } from '../../plugins/provisioning/backend/lease/store-lease.js';
import { StoreLeases } from '../../plugins/provisioning/backend/lease/store-leases.service.js';
import { ProbeLogs } from '../../plugins/provisioning/backend/probe/probe-logs.service.js';
import { StoreProbe } from '../../plugins/provisioning/backend/probe/store-probe.service.js';
import { SyncWire } from '../../plugins/provisioning/backend/probe/sync-wire.js';
import { provisioning } from '../../plugins/provisioning/backend/provisioning.plugin.js';
import { StepLedger } from '../../plugins/provisioning/backend/step/step-ledger.service.js';
import { Hopeless, STORE_STEPS, type Step } from '../../plugins/provisioning/backend/step/store-step.js';
import { DueStores } from '../../plugins/provisioning/backend/store/due-stores.service.js';
import { ReconcileStores } from '../../plugins/provisioning/backend/store/reconcile-stores.job.js';
import { StoreProvisioner } from '../../plugins/provisioning/backend/store/store-provisioner.service.js';
import { storeSteps } from '../../plugins/provisioning/records.js';
import { sync } from '../../plugins/sync/backend/sync.plugin.js';
import { SyncTickets } from '../../plugins/sync/backend/ticket/tickets.service.js';
import { workspace } from '../../plugins/workspace/backend/workspace.plugin.js';
import { aCustomer, anOperator, type TestPerson } from '../support/people.js';

/** A lease short enough to see it end, and pauses that a test can wait for. */
const quick = { leaseMs: 1_000, renewMs: 200, backoffFirstMs: 1, backoffMaxMs: 2, sweepMs: 0, probeLiveMs: 500 };
const never = new AbortController().signal;

function aPromise(): { promise: Promise<void>; resolve: () => void } {
  let resolve = () => {};
  const promise = new Promise<void>((settle) => {
    resolve = settle;
  });
  return { promise, resolve };
}

describe('provisioning, when things go wrong', () => {
  let house: TestHouse;
  let ada: TestPerson;

  beforeAll(async () => {
    house = await createTestHouse({
      plugins: [auth(), workspace({ workspacesPerOwner: 100 }), sync(), provisioning(quick)],
    });
  });
  afterAll(() => house?.close());
  beforeEach(async () => {
    ada = await aCustomer(house);
  });
  afterEach(() => jest.restoreAllMocks());

  const sql = (text: string, values: unknown[] = []) => house.dataSource.query(text, values);
  const aStore = async (): Promise<{ id: string; workspaceId: string }> => {
    const answer = await house
      .request()
      .post('/api/workspaces')
      .set('Authorization', ada.bearer)
      .send({ name: `W ${Math.random()}` })
      .expect(201);
    const [row] = await sql('SELECT id FROM provisioning_store WHERE workspace_id = $1', [answer.body.id]);
    return { id: row.id, workspaceId: answer.body.id };
  };
  const storeRow = async (id: string) => (await sql('SELECT * FROM provisioning_store WHERE id = $1', [id]))[0];
  const attempts = async (id: string, step: string) =>
    sql('SELECT attempt, state, error FROM provisioning_step WHERE store_id = $1 AND step = $2 ORDER BY attempt', [
      id,
      step,
    ]);
  const provision = (id: string) => house.get(StoreProvisioner).provision(id, never);
  const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
  const stepNamed = (name: string) =>
    house.get<readonly Step[]>(STORE_STEPS).find((step) => step.name === name) as Step;
  const drain = async () => {
    for (let n = 0; n < 40; n += 1) {
      await wait(4);
      await house.runJobs();
    }
  };
  const fencedWrites = async () =>
    Number(/purser_store_fenced_writes_total (\d+)/.exec((await house.request().get('/metrics')).text)?.[1] ?? 0);

  it.each(storeSteps)(
    'a process that dies in %s, after its work and before its commit, is taken over',
    async (name) => {
      const { id } = await aStore();
      const ledger = house.get(StepLedger);
      const finish = ledger.finish.bind(ledger);
      const died = new Error('the process is gone');
      // From here on this process writes nothing any more, as if it had been killed: the work itself was done.
      jest.spyOn(ledger, 'finish').mockImplementation(async (lease, step, store, output) => {
        if (step.name !== name) return await finish(lease, step, store, output);
        await finish(
          lease,
          {
            ...step,
            name: step.name,
            phase: step.phase,
            settle: async (tx, worked, done) => {
              await step.settle?.(tx, worked, done);
              throw died;
            },
          },
          store,
          output,
        );
        throw new Error('unreachable');
      });
      jest.spyOn(ledger, 'fail').mockRejectedValue(died);
      await expect(provision(id)).rejects.toBe(died);
      expect(await attempts(id, name)).toEqual([{ attempt: 1, state: 'running', error: null }]);
      jest.restoreAllMocks();

      await provision(id);
      expect(await attempts(id, name)).toHaveLength(1);
      await wait(quick.leaseMs + 50);
      await provision(id);

      expect(await storeRow(id)).toMatchObject({ phase: 'active', lease_owner: null, fence: '2' });
      expect(await attempts(id, name)).toEqual([
        { attempt: 1, state: 'abandoned', error: null },
        { attempt: 2, state: 'done', error: null },
      ]);
      const logs = await sql('SELECT backend_id FROM sync_store_log WHERE store_id = $1', [id]);
      expect(logs).toEqual([{ backend_id: (await storeRow(id)).backend_id }]);
      const ready = await sql(`SELECT 1 FROM house_audit WHERE what = 'provisioning.store-ready' AND subject_id = $1`, [
        id,
      ]);
      expect(ready).toHaveLength(1);
    },
  );

  it('a process that wakes up after its lease writes nothing, and is counted', async () => {
    const { id } = await aStore();
    const before = await fencedWrites();
    const probing = aPromise();
    const frozen = aPromise();
    let lease: StoreLease | null = null;
    const leases = house.get(StoreLeases);
    const claim = leases.claim.bind(leases);
    jest.spyOn(leases, 'claim').mockImplementationOnce(async (storeId) => {
      lease = await claim(storeId);
      return lease;
    });
    jest.spyOn(stepNamed('probe'), 'run' as never).mockImplementationOnce((async () => {
      lease?.stop(); // a stopped process renews nothing
      probing.resolve();
      await frozen.promise;
      return { from: 'zombie' };
    }) as never);
    const zombie = provision(id);
    await probing.promise;
    await wait(quick.leaseMs + 100);
    await provision(id);
    expect(await storeRow(id)).toMatchObject({ phase: 'active', fence: '2' });
    frozen.resolve();
    await zombie;
    expect(await fencedWrites()).toBe(before + 1);
    expect(await attempts(id, 'probe')).toEqual([
      { attempt: 1, state: 'abandoned', error: null },
      { attempt: 2, state: 'done', error: null },
    ]);
    const [{ output }] = await sql(
      `SELECT output FROM provisioning_step WHERE store_id = $1 AND step = 'probe' AND state = 'done'`,
      [id],
    );
    expect(output).not.toEqual({ from: 'zombie' });
  });

  it('a lease is renewed as long as its holder lives, and given to one of twenty', async () => {
    const { id } = await aStore();
    const claims = await Promise.all(Array.from({ length: 20 }, () => house.get(StoreLeases).claim(id)));
    const held = claims.filter((lease) => lease !== null);
    expect(held).toHaveLength(1);
    await wait(quick.leaseMs * 2);
    expect(await house.get(StoreLeases).claim(id)).toBeNull();
    await expect(held[0]?.write(async () => 'written')).resolves.toBe('written');
    held[0]?.stop();
    await wait(quick.leaseMs + 100);
    await expect(held[0]?.write(async () => 'late')).rejects.toBeInstanceOf(LeaseLost);
  });

  it('eight failures make it failed, with their cause; a retry goes on from there', async () => {
    const { id, workspaceId } = await aStore();
    const probe = jest.spyOn(house.get(StoreProbe), 'run').mockRejectedValue(new Error('nobody answers'));
    await drain();
    expect(await storeRow(id)).toMatchObject({
      phase: 'failed',
      failed_from: 'verifying',
      error: 'nobody answers',
      failures: 8,
      lease_owner: null,
    });
    expect(await attempts(id, 'probe')).toHaveLength(8);
    expect(await attempts(id, 'create-log')).toHaveLength(1);
    const status = await house
      .request()
      .get(`/api/workspaces/${workspaceId}/store`)
      .set('Authorization', ada.bearer)
      .expect(200);
    expect(status.body).toMatchObject({ phase: 'failed', mode: 'provisioning', retryAt: null });
    expect(status.body.conditions).toContainEqual(expect.objectContaining({ type: 'Reachable', status: false }));
    expect(status.text).not.toContain('nobody answers');
    probe.mockRestore();

    const olga = await anOperator(house);
    const retry = (reason?: string, by = olga) =>
      house.request().post(`/api/console/stores/${id}/retry`).set('Authorization', by.bearer).send({ reason });
    await retry().expect(400);
    await retry('may not', await anOperator(house, ['auditor'])).expect(403);
    const clicks = await Promise.all([retry('socket mended'), retry('socket mended')]);
    expect(clicks.map(({ status: code }) => code).sort()).toEqual([200, 409]);
    expect(clicks.find(({ status: code }) => code === 409)?.body.code).toBe('store_not_retryable');
    expect(clicks.find(({ status: code }) => code === 200)?.body).toMatchObject({
      id,
      phase: 'verifying',
      failures: 0,
    });
    await house.runJobs();
    expect(await storeRow(id)).toMatchObject({ phase: 'active', failures: 0, error: null });
    expect(await attempts(id, 'probe')).toHaveLength(9);
    await retry('once more').expect(409);
    const audit = await sql(`SELECT what FROM house_audit WHERE subject_id = $1 ORDER BY at, id`, [id]);
    expect(audit.map(({ what }: { what: string }) => what)).toEqual([
      'provisioning.store-failed',
      'provisioning.store-retried',
      'provisioning.store-ready',
    ]);
  });

  it('something hopeless makes it failed at once', async () => {
    const { id } = await aStore();
    jest.spyOn(stepNamed('allocate'), 'settle' as never).mockRejectedValue(new Hopeless('gone for good') as never);
    await house.runJobs();
    expect(await storeRow(id)).toMatchObject({ phase: 'failed', failed_from: 'provisioning', error: 'gone for good' });
    expect(await attempts(id, 'allocate')).toHaveLength(1);
  });

  it('a store that kills its workers ends as failed too', async () => {
    const { id } = await aStore();
    const ledger = house.get(StepLedger);
    const died = new Error('killed');
    jest.spyOn(ledger, 'finish').mockRejectedValue(died);
    jest.spyOn(ledger, 'fail').mockRejectedValue(died);
    for (let n = 0; n < 8; n += 1) {
      await expect(provision(id)).rejects.toBe(died);
      await sql(`UPDATE provisioning_store SET lease_until = clock_timestamp() WHERE id = $1`, [id]);
    }
    jest.restoreAllMocks();
    await provision(id);
    expect(await storeRow(id)).toMatchObject({
      phase: 'failed',
      error: 'The processes that worked on it died 8 times.',
    });
  });

  it('a process that is asked to stop hands the store back, and nothing counts as failed', async () => {
    const { id } = await aStore();
    const stop = new AbortController();
    jest.spyOn(stepNamed('probe'), 'run' as never).mockImplementationOnce((async () => {
      stop.abort(new Error('The worker was asked to stop.'));
      throw stop.signal.reason;
    }) as never);
    await house.get(StoreProvisioner).provision(id, stop.signal);
    expect(await storeRow(id)).toMatchObject({ phase: 'verifying', failures: 0, lease_owner: null });
    await house.runJobs();
    expect(await storeRow(id)).toMatchObject({ phase: 'active' });
    expect(await attempts(id, 'probe')).toMatchObject([{ state: 'abandoned' }, { state: 'done' }]);
  });

  it('a probe that finds a wrong backend id, an open door or a silent live pull says which', async () => {
    const { id, workspaceId } = await aStore();
    await house.runJobs();
    const backendId = (await storeRow(id)).backend_id;
    const run = (store = { storeId: id, workspaceId, backendId }) => house.get(StoreProbe).run(store, never);
    await expect(run({ storeId: id, workspaceId, backendId: 'another' })).rejects.toThrow(
      /^Probe: read the store: the server says it is the log [^;]+$/,
    );
    const tickets = house.get(SyncTickets);
    const issue = tickets.issue.bind(tickets);
    jest.spyOn(tickets, 'issue').mockImplementation((claims) => issue(claims));
    await expect(run()).rejects.toThrow(/^Probe: refuse an expired ticket: the server let it in$/);
    jest.restoreAllMocks();
    const pullLive = SyncWire.prototype.pullLive;
    jest.spyOn(SyncWire.prototype, 'pullLive').mockImplementation(function (this: SyncWire) {
      return pullLive.call(this, () => undefined);
    });
    await expect(run()).rejects.toThrow(
      /^Probe: push and receive: the pushed event did not reach the live pull in time$/,
    );
    expect(await sql('SELECT store_id FROM provisioning_probe_log')).toEqual([]);
    expect(await sql(`SELECT store_id FROM sync_store_log WHERE store_id LIKE 'pr-%'`)).toEqual([]);
  });

  it('reconcile gives a workspace its missing store, and collects what dead probes left', async () => {
    const { id, workspaceId } = await aStore();
    await house.runJobs();
    await sql('DELETE FROM provisioning_store WHERE id = $1', [id]);
    await sql('DELETE FROM sync_store_log WHERE store_id = $1', [id]);
    const lost = await house.get(ProbeLogs).create();
    await sql(`UPDATE provisioning_probe_log SET created_at = now() - interval '1 hour' WHERE store_id = $1`, [
      lost.storeId,
    ]);
    const fresh = await house.get(ProbeLogs).create();
    expect(
      (await house.request().get(`/api/workspaces/${workspaceId}/store`).set('Authorization', ada.bearer).expect(404))
        .body.code,
    ).toBe('store_not_found');
    await Promise.all(Array.from({ length: 5 }, () => house.get(ReconcileStores).run()));
    await house.runJobs();
    const [store] = await sql('SELECT id, phase FROM provisioning_store WHERE workspace_id = $1', [workspaceId]);
    expect(store.phase).toBe('active');
    expect(store.id).not.toBe(id);
    expect(await sql('SELECT store_id FROM provisioning_probe_log')).toEqual([{ store_id: fresh.storeId }]);
    expect(await sql(`SELECT 1 FROM sync_store_log WHERE store_id = $1`, [lost.storeId])).toEqual([]);
    await house.get(ProbeLogs).remove(fresh.storeId);
  });

  it('a store whose job was lost is found again', async () => {
    const { id } = await aStore();
    await sql(`SELECT graphile_worker.complete_jobs(array_agg(id)) FROM graphile_worker.jobs HAVING count(*) > 0`);
    await house.runJobs();
    expect(await storeRow(id)).toMatchObject({ phase: 'requested' });
    await sql(`UPDATE provisioning_store SET next_attempt_at = now() - interval '1 minute' WHERE id = $1`, [id]);
    expect(await house.get(DueStores).queue()).toBe(1);
    await house.runJobs();
    expect(await storeRow(id)).toMatchObject({ phase: 'active' });
    expect(await house.get(DueStores).queue()).toBe(0);
  });

  it('with provisioning switched off, waits for an operator and says so', async () => {
    const { id, workspaceId } = await aStore();
    const olga = await anOperator(house);
    await house
      .request()
      .post('/api/console/flags/provisioning.automatic/override')
      .set('Authorization', olga.bearer)
      .send({ workspaceId, on: false, reason: 'roll-out' })
      .expect(200);
    await house.runJobs();
    await sql(`UPDATE provisioning_store SET next_attempt_at = now() - interval '1 minute' WHERE id = $1`, [id]);
    await house.get(ReconcileStores).run();
    await house.runJobs();
    const status = await house.request().get(`/api/workspaces/${workspaceId}/store`).set('Authorization', ada.bearer);
    expect(status.body).toMatchObject({ phase: 'requested' });
    expect(status.body.conditions).toContainEqual(
      expect.objectContaining({ type: 'AwaitsOperator', status: true, reason: 'provisioning_off' }),
    );
    await house
      .request()
      .post(`/api/console/stores/${id}/retry`)
      .set('Authorization', olga.bearer)
      .send({ reason: 'ticket 7' })
      .expect(200);
    await house.runJobs();
    expect(await storeRow(id)).toMatchObject({ phase: 'active' });
  });

  it('goes only where the state machine goes', async () => {
    const { id } = await aStore();
    for (const phase of ['verifying', 'active', 'failed']) {
      await expect(sql('UPDATE provisioning_store SET phase = $2 WHERE id = $1', [id, phase])).rejects.toThrow();
    }
    await house.runJobs();
    for (const phase of ['requested', 'provisioning', 'verifying', 'failed']) {
      await expect(sql('UPDATE provisioning_store SET phase = $2 WHERE id = $1', [id, phase])).rejects.toThrow();
    }
    await expect(
      sql(
        `INSERT INTO provisioning_step (store_id, step, attempt, fence, state, finished_at) VALUES ($1, 'announce', 2, 9, 'done', now())`,
        [id],
      ),
    ).rejects.toThrow('provisioning_step_done_once');
  });
});

import type { TestHouse } from '@purser/kit/testing/house';
import { ProbeLogs } from '../../plugins/provisioning/backend/probe/probe-logs.service.js';
import { StoreProbe } from '../../plugins/provisioning/backend/probe/store-probe.service.js';
import { SyncWire } from '../../plugins/provisioning/backend/probe/sync-wire.js';
import { ReconcileStores } from '../../plugins/provisioning/backend/reconcile/reconcile-stores.job.js';
import { Hopeless } from '../../plugins/provisioning/backend/step/store-step.js';
import { DueStores } from '../../plugins/provisioning/backend/store/due-stores.service.js';
import { SyncTickets } from '../../plugins/sync/backend/ticket/tickets.service.js';
import { aCustomer, anOperator, type TestPerson } from '../support/people.js';
import { StoreHouse, wait } from '../support/store-house.js';

const never = new AbortController().signal;

describe('a store that does not come up', () => {
  let stores: StoreHouse;
  let house: TestHouse;
  let ada: TestPerson;

  beforeAll(async () => {
    stores = await StoreHouse.open();
    house = stores.house;
  });
  afterAll(() => house?.close());
  beforeEach(async () => {
    ada = await aCustomer(house);
  });
  afterEach(() => jest.restoreAllMocks());

  /** Until the pauses between eight tries are over. */
  const drain = async () => {
    for (let n = 0; n < 40; n += 1) {
      await wait(4);
      await house.runJobs();
    }
  };

  it('eight failures make it failed, with their cause; a retry goes on from there', async () => {
    const { id, workspaceId } = await stores.aStore(ada);
    const probe = jest.spyOn(house.get(StoreProbe), 'run').mockRejectedValue(new Error('nobody answers'));
    await drain();
    expect(await stores.row(id)).toMatchObject({
      phase: 'failed',
      failed_from: 'verifying',
      error: 'nobody answers',
      failures: 8,
      lease_owner: null,
    });
    expect(await stores.attempts(id, 'probe')).toHaveLength(8);
    expect(await stores.attempts(id, 'create-log')).toHaveLength(1);
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
    expect(await stores.row(id)).toMatchObject({ phase: 'active', failures: 0, error: null });
    expect(await stores.attempts(id, 'probe')).toHaveLength(9);
    await retry('once more').expect(409);
    const audit = await stores.sql(`SELECT what FROM house_audit WHERE subject_id = $1 ORDER BY at, id`, [id]);
    expect(audit.map(({ what }: { what: string }) => what)).toEqual([
      'provisioning.store-failed',
      'provisioning.store-retried',
      'provisioning.store-ready',
    ]);
  });

  it('something hopeless makes it failed at once', async () => {
    const { id } = await stores.aStore(ada);
    jest.spyOn(stores.step('allocate'), 'settle' as never).mockRejectedValue(new Hopeless('gone for good') as never);
    await house.runJobs();
    expect(await stores.row(id)).toMatchObject({
      phase: 'failed',
      failed_from: 'provisioning',
      error: 'gone for good',
    });
    expect(await stores.attempts(id, 'allocate')).toHaveLength(1);
  });

  it('a probe that finds a wrong backend id, an open door or a silent live pull says which', async () => {
    const { id, workspaceId } = await stores.aStore(ada);
    await house.runJobs();
    const backendId = (await stores.row(id)).backend_id;
    const run = (store = { storeId: id, workspaceId, backendId }) => house.get(StoreProbe).run(store, never);
    await expect(run({ storeId: id, workspaceId, backendId: 'another' })).rejects.toThrow(
      /^Probe: read: the server says it is the log [^;]+$/,
    );
    const tickets = house.get(SyncTickets);
    const issue = tickets.issue.bind(tickets);
    jest.spyOn(tickets, 'issue').mockImplementation((claims) => issue(claims));
    await expect(run()).rejects.toThrow(/^Probe: refuse-expired: the server let it in$/);
    jest.restoreAllMocks();
    const pullLive = SyncWire.prototype.pullLive;
    jest.spyOn(SyncWire.prototype, 'pullLive').mockImplementation(function (this: SyncWire) {
      return pullLive.call(this, () => undefined);
    });
    await expect(run()).rejects.toThrow(/^Probe: live-delivery: the pushed event did not reach the live pull in time$/);
    expect(await stores.sql('SELECT store_id FROM provisioning_probe_log')).toEqual([]);
    expect(await stores.sql(`SELECT store_id FROM sync_store_log WHERE store_id LIKE 'pr-%'`)).toEqual([]);
  });

  it('reconcile gives a workspace its missing store, and collects what dead probes left', async () => {
    const { id, workspaceId } = await stores.aStore(ada);
    await house.runJobs();
    await stores.sql('DELETE FROM provisioning_store WHERE id = $1', [id]);
    await stores.sql('DELETE FROM sync_store_log WHERE store_id = $1', [id]);
    const lost = await house.get(ProbeLogs).create();
    await stores.sql(`UPDATE provisioning_probe_log SET created_at = now() - interval '1 hour' WHERE store_id = $1`, [
      lost.storeId,
    ]);
    const fresh = await house.get(ProbeLogs).create();
    expect(
      (await house.request().get(`/api/workspaces/${workspaceId}/store`).set('Authorization', ada.bearer).expect(404))
        .body.code,
    ).toBe('store_not_found');
    await Promise.all(Array.from({ length: 5 }, () => house.get(ReconcileStores).run()));
    await house.runJobs();
    const [store] = await stores.sql('SELECT id, phase FROM provisioning_store WHERE workspace_id = $1', [workspaceId]);
    expect(store.phase).toBe('active');
    expect(store.id).not.toBe(id);
    expect(await stores.sql('SELECT store_id FROM provisioning_probe_log')).toEqual([{ store_id: fresh.storeId }]);
    expect(await stores.sql(`SELECT 1 FROM sync_store_log WHERE store_id = $1`, [lost.storeId])).toEqual([]);
    await house.get(ProbeLogs).remove(fresh.storeId);
  });

  it('a store whose job was lost is found again', async () => {
    const { id } = await stores.aStore(ada);
    await stores.sql(
      `SELECT graphile_worker.complete_jobs(array_agg(id)) FROM graphile_worker.jobs HAVING count(*) > 0`,
    );
    await house.runJobs();
    expect(await stores.row(id)).toMatchObject({ phase: 'requested' });
    await stores.sql(`UPDATE provisioning_store SET next_attempt_at = now() - interval '1 minute' WHERE id = $1`, [id]);
    expect(await house.get(DueStores).queue()).toBe(1);
    await house.runJobs();
    expect(await stores.row(id)).toMatchObject({ phase: 'active' });
    expect(await house.get(DueStores).queue()).toBe(0);
  });

  it('with provisioning switched off, waits for an operator and says so', async () => {
    const { id, workspaceId } = await stores.aStore(ada);
    const olga = await anOperator(house);
    await house
      .request()
      .post('/api/console/flags/provisioning.automatic/override')
      .set('Authorization', olga.bearer)
      .send({ workspaceId, on: false, reason: 'roll-out' })
      .expect(200);
    await house.runJobs();
    await stores.sql(`UPDATE provisioning_store SET next_attempt_at = now() - interval '1 minute' WHERE id = $1`, [id]);
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
    expect(await stores.row(id)).toMatchObject({ phase: 'active' });
  });
});

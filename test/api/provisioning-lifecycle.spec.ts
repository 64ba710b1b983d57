/** Suspended, resumed, deleted, brought back and erased: over two processes, with devices connected to both. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { TestHouse } from '@purser/kit/testing/house';
import { backup } from '../../plugins/backup/backend/backup.plugin.js';
import { StoreProbe } from '../../plugins/provisioning/backend/probe/store-probe.service.js';
import { ReconcileStores } from '../../plugins/provisioning/backend/reconcile/reconcile-stores.job.js';
import { StoreLogs } from '../../plugins/sync/backend/store-log/store-logs.service.js';
import { PurgeWorkspaces } from '../../plugins/workspace/backend/workspace/purge-workspaces.job.js';
import { TEST_KEYS } from '../support/backup-house.js';
import { aCustomer, anOperator, type TestPerson } from '../support/people.js';
import { StoreHouse } from '../support/store-house.js';
import { nothingLeft } from '../support/store-remains.js';
import { connect, type TestStore, ticketOf } from '../support/sync-house.js';
import { SyncSocket } from '../support/sync-socket.js';
import { addMember, as, type Method } from '../support/workspaces.js';

const DAY_MS = 86_400_000;
const CLOSED_WITHIN_MS = 5_000;

describe('the life of a store', () => {
  let stores: StoreHouse;
  let one: TestHouse;
  let two: TestHouse;
  let ada: TestPerson;
  let bob: TestPerson;
  let olga: TestPerson;
  let folder: string;
  const sockets: SyncSocket[] = [];

  beforeAll(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'purser-lifecycle-'));
    const backups = [backup({ keys: TEST_KEYS, folder })];
    stores = await StoreHouse.open(backups);
    one = stores.house;
    two = (await StoreHouse.open(backups, { beside: one })).house;
  });
  beforeEach(async () => {
    [ada, bob, olga] = await Promise.all([aCustomer(one), aCustomer(one, 'Bob'), anOperator(one)]);
  });
  afterAll(async () => {
    for (const socket of sockets) socket.kill();
    await two?.close();
    await one?.close();
    rmSync(folder, { recursive: true, force: true });
  });
  afterEach(() => jest.restoreAllMocks());

  /** Active, with Bob as a member. */
  const anActiveStore = async (owner = ada): Promise<TestStore> => {
    const { id, workspaceId } = await stores.aStore(owner);
    if (owner === ada) await addMember(one, workspaceId, bob, 'member');
    const { backend_id } = await stores.worked(id, 'active');
    return { storeId: id, workspaceId, backendId: backend_id };
  };
  const open = async (house: TestHouse, store: TestStore, person: TestPerson): Promise<SyncSocket> => {
    const socket = await connect(house, store, person);
    sockets.push(socket);
    await socket.pullFirst();
    return socket;
  };
  const act = async (what: 'workspaces' | 'stores', id: string, verb: string, more: object = {}) =>
    as(one, olga, 'post', `/api/console/${what}/${id}/${verb}`).send({ reason: 'not paid', ...more });
  const phasesOf = async (id: string) =>
    (await stores.sql('SELECT phase FROM provisioning_phase WHERE store_id = $1 ORDER BY id', [id])).map(
      ({ phase }) => phase,
    );
  const change = async (person: TestPerson, method: Method, workspaceId: string, verb = '', body: object = {}) => {
    const [{ version }] = await stores.sql('SELECT version FROM workspace WHERE id = $1', [workspaceId]);
    return as(one, person, method, `/api/workspaces/${workspaceId}${verb}`).set('If-Match', `"${version}"`).send(body);
  };
  const remove = async (person: TestPerson, workspaceId: string) => {
    const [{ name }] = await stores.sql('SELECT name FROM workspace WHERE id = $1', [workspaceId]);
    expect((await change(person, 'delete', workspaceId, '', { name })).status).toBe(200);
  };

  it('suspended for everybody: sockets of both processes close, and what a device could not send arrives after', async () => {
    const store = await anActiveStore();
    const watched = [await open(one, store, ada), await open(two, store, bob)];
    expect(await watched[0]?.push(0)).toBe('stored');
    const began = performance.now();
    expect((await act('workspaces', store.workspaceId, 'suspend')).status).toBe(200);
    const closed = await Promise.all(watched.map((socket) => socket.closed));
    expect(performance.now() - began).toBeLessThan(CLOSED_WITHIN_MS);
    expect(closed).toMatchObject([
      { code: 4409, reason: 'store_suspended' },
      { code: 4409, reason: 'store_suspended' },
    ]);
    expect(await stores.worked(store.storeId, 'suspended')).toMatchObject({ settled: 'suspended', walk: 2 });
    expect(await one.get(StoreLogs).get(store.storeId)).toMatchObject({ mode: 'closed', head: 1 });
    const refused = await as(two, bob, 'post', '/api/sync/tickets').send({ workspaceId: store.workspaceId });
    expect([refused.status, refused.body.code]).toEqual([403, 'store_suspended']);

    expect((await act('workspaces', store.workspaceId, 'resume')).status).toBe(200);
    const soon = await as(two, bob, 'post', '/api/sync/tickets').send({ workspaceId: store.workspaceId });
    expect([soon.status, soon.body.code]).toEqual([503, 'store_not_ready']);
    expect(await stores.worked(store.storeId, 'active')).toMatchObject({ desired: 'active', walk: 3 });
    // What the device held back since the event it knew.
    expect(await (await open(two, store, bob)).push(1, [{}, {}])).toBe('stored');
    expect(await phasesOf(store.storeId)).toEqual([
      'requested',
      'provisioning',
      'verifying',
      'active',
      'suspending',
      'suspended',
      'resuming',
      'verifying',
      'active',
    ]);
  });

  it('suspended for those who write: they are closed on both processes and read on; resumed, they write on', async () => {
    const store = await anActiveStore();
    const writers = [await open(one, store, ada), await open(two, store, bob)];
    expect((await act('stores', store.storeId, 'suspend', { mode: 'read_only' })).body).toMatchObject({
      desired: 'read_only',
      held: 'read_only',
      heldReason: 'not paid',
    });
    await stores.worked(store.storeId, 'suspended');
    for (const writer of writers) expect(await writer.closed).toMatchObject({ code: 4409, reason: 'store_read_only' });
    const { readOnly } = await ticketOf(two, store, bob);
    expect(readOnly).toBe(true);
    const reader = await open(two, store, bob);
    const early = await ticketOf(one, store, ada);
    const another = await open(one, store, ada);
    another.sendPush(0, [{}]);
    expect(await another.closed).toMatchObject({ code: 4409, reason: 'store_read_only' });
    expect(await stores.row(store.storeId)).toMatchObject({ settled: 'read_only', desired: 'read_only' });

    expect((await act('stores', store.storeId, 'resume')).status).toBe(200);
    await stores.worked(store.storeId, 'active');
    expect(await reader.closed).toMatchObject({ code: 4403, reason: 'role_changed' });
    // Told before that it may only read: it is sent for another ticket.
    const late = await SyncSocket.open({ url: one.url, storeId: store.storeId, payload: { ticket: early.ticket } });
    expect(await late.closed).toMatchObject({ code: 4403, reason: 'role_changed' });
    expect(await (await open(two, store, bob)).push(0)).toBe('stored');
    expect((await act('stores', store.storeId, 'resume')).body.code).toBe('store_not_held');
  });

  it('that was to close and shall not any more, before anybody closed it, is open', async () => {
    const store = await anActiveStore();
    const { storeId, workspaceId } = store;
    const suspend = (verb: 'suspend' | 'resume') => act('workspaces', workspaceId, verb);
    await suspend('suspend');
    await stores.worked(storeId, 'suspended');
    await suspend('resume');
    jest.spyOn(stores.step('probe'), 'run' as never).mockImplementationOnce((async () => {
      await suspend('suspend');
      return {};
    }) as never);
    await stores.provision(storeId);
    expect(await one.get(StoreLogs).get(storeId)).toMatchObject({ mode: 'provisioning' });
    expect(await stores.row(storeId)).toMatchObject({ phase: 'active', desired: 'suspended' });
    await suspend('resume');
    await one.runJobs();
    expect(await stores.row(storeId)).toMatchObject({ phase: 'active', settled: 'active', lease_owner: null });
    expect(await one.get(StoreLogs).get(storeId)).toMatchObject({ mode: 'open' });
    expect(await (await open(two, store, bob)).push(0)).toBe('stored');
  });

  it('held by itself and with its workspace: it opens when neither holds it', async () => {
    const store = await anActiveStore();
    await act('stores', store.storeId, 'suspend', { mode: 'full' });
    await act('workspaces', store.workspaceId, 'suspend');
    await stores.worked(store.storeId, 'suspended');
    await act('workspaces', store.workspaceId, 'resume');
    await one.runJobs();
    expect(await stores.row(store.storeId)).toMatchObject({ phase: 'suspended', desired: 'suspended' });
    await act('stores', store.storeId, 'suspend', { mode: 'read_only' });
    await one.runJobs();
    expect(await stores.row(store.storeId)).toMatchObject({ phase: 'suspended', settled: 'read_only' });
    await act('stores', store.storeId, 'resume');
    expect(await stores.worked(store.storeId, 'active')).toMatchObject({ settled: 'active' });
  });

  it('deleted, brought back on day 29, erased on day 30 with nothing left; its name is free for another', async () => {
    const store = await anActiveStore();
    const socket = await open(two, store, bob);
    expect(await socket.push(0, [{}, {}])).toBe('stored');
    const began = one.clock.now().getTime();
    await remove(ada, store.workspaceId);
    expect(await socket.closed).toMatchObject({ code: 4404 });
    await stores.worked(store.storeId, 'deleted');
    const finals = () =>
      stores.sql(`SELECT state FROM backup_run WHERE workspace_id = $1 AND trigger = 'safety'`, [store.workspaceId]);
    await one.runJobs();
    expect(await finals()).toEqual([{ state: 'verified' }]);

    one.clock.advance(29 * DAY_MS);
    const eve = await fresh(ada);
    expect((await change(eve, 'post', store.workspaceId, '/undelete')).status).toBe(200);
    expect(await stores.worked(store.storeId, 'active')).toMatchObject({ backend_id: store.backendId });
    expect((await (await open(one, store, await fresh(bob))).pullFirst()).events).toHaveLength(2);

    await remove(await fresh(ada), store.workspaceId);
    await stores.worked(store.storeId, 'deleted');
    one.clock.advance(30 * DAY_MS + 1_000);
    await one.get<PurgeWorkspaces>(PurgeWorkspaces).run({ signal: new AbortController().signal });
    await stores.worked(store.storeId, 'purged');
    await one.runJobs();
    await nothingLeft(one, store);
    const [{ entry }] = await stores.sql(
      `SELECT entry::jsonb AS entry FROM house_audit WHERE what = 'provisioning.store-purged' AND subject_id = $1`,
      [store.storeId],
    );
    expect(entry.detail).toEqual({ events: 2, bytes: 4, head: 2, left: 0 });
    expect(one.clock.now().getTime() - began).toBeGreaterThan(59 * DAY_MS);
  });

  it('of a deleted workspace gives its name free: the next of that name is another one, with another store', async () => {
    const first = await as(one, ada, 'post', '/api/workspaces').send({ name: 'Twice used' }).expect(201);
    await remove(ada, first.body.id);
    const second = await as(one, ada, 'post', '/api/workspaces').send({ name: 'Twice used' }).expect(201);
    expect(second.body.id).not.toBe(first.body.id);
    const ids = await stores.sql('SELECT DISTINCT id FROM provisioning_store WHERE workspace_id = ANY($1)', [
      [first.body.id, second.body.id],
    ]);
    expect(ids).toHaveLength(2);
  });

  it('losing every word of it only delays: reconcile sees what it shall be', async () => {
    const store = await anActiveStore();
    const quietly = (set: string) => stores.sql(`UPDATE workspace SET ${set} WHERE id = $1`, [store.workspaceId]);
    const reconcile = () => one.get<ReconcileStores>(ReconcileStores).run();
    await quietly(`suspended_at = now(), suspended_reason = 'quietly'`);
    await Promise.all([reconcile(), two.get<ReconcileStores>(ReconcileStores).run()]);
    await stores.worked(store.storeId, 'suspended');
    await quietly('suspended_at = NULL, suspended_reason = NULL');
    await reconcile();
    await stores.worked(store.storeId, 'active');
    await quietly(`deleted_at = now(), purge_after = now() - interval '1 h'`);
    await reconcile();
    await stores.worked(store.storeId, 'deleted');
    await stores.sql('DELETE FROM workspace WHERE id = $1', [store.workspaceId]);
    await reconcile();
    await stores.worked(store.storeId, 'purged');
  });

  it('an empty directory of workspaces stops no store', async () => {
    const store = await anActiveStore();
    await stores.sql('DELETE FROM workspace WHERE id = $1', [store.workspaceId]);
    await one.get<ReconcileStores>(ReconcileStores).run();
    await one.runJobs();
    expect(await stores.row(store.storeId)).toMatchObject({ phase: 'active', desired: 'active' });
    await stores.sql('DELETE FROM provisioning_store WHERE id = $1', [store.storeId]);
  });

  it('that never came up is taken back when its workspace is deleted, and comes up when it is brought back', async () => {
    const { id, workspaceId } = await stores.aStore(ada);
    const probe = jest.spyOn(one.get(StoreProbe), 'run').mockRejectedValue(new Error('nobody answers'));
    await stores.worked(id, 'failed');
    await remove(ada, workspaceId);
    await stores.worked(id, 'deleted');
    expect(await one.get(StoreLogs).get(id)).toBeNull();
    const taken = await stores.sql(
      `SELECT DISTINCT state FROM provisioning_step WHERE store_id = $1 AND walk = 1 AND step IN ('create-log', 'register-route')`,
      [id],
    );
    expect(taken).toEqual([{ state: 'undone' }]);
    probe.mockRestore();
    expect((await change(ada, 'post', workspaceId, '/undelete')).status).toBe(200);
    await stores.worked(id, 'active');
    expect(await (await open(one, { storeId: id, workspaceId, backendId: '' }, ada)).push(0)).toBe('stored');
  });

  it('of a deleted account ends in a proof that it was erased', async () => {
    const carl = await aCustomer(one, 'Carl');
    const store = await anActiveStore(carl);
    await remove(carl, store.workspaceId);
    await one.request().delete('/api/auth/me').set('Authorization', carl.bearer).expect(204);
    one.clock.advance(30 * DAY_MS + 1_000);
    await one.get<PurgeWorkspaces>(PurgeWorkspaces).run({ signal: new AbortController().signal });
    await stores.worked(store.storeId, 'purged');
    const proofs = await stores.sql(
      `SELECT 1 FROM house_audit WHERE what = 'provisioning.store-purged' AND subject_id = $1`,
      [store.storeId],
    );
    expect(proofs).toHaveLength(1);
  });

  /** The same person, signed in anew: the clock has gone on. */
  async function fresh({ id, email, name }: TestPerson): Promise<TestPerson> {
    const again = await aCustomer(one, name);
    await stores.sql('UPDATE auth_session SET user_id = $1 WHERE id = $2', [id, again.sessionId]);
    const { AccessTokens } = await import('../../plugins/auth/backend/session/access-tokens.service.js');
    const { accessToken } = await one.get(AccessTokens).sign('portal', id, again.sessionId);
    return { id, email, name, sessionId: again.sessionId, bearer: `Bearer ${accessToken}` };
  }
});

/** A worker is killed in every step of every course. `pnpm test:soak provisioning-killed-worker`; one step of it is in `test/api/provisioning-takeover.spec.ts`. */
/** A worker is killed in every step of every course, after the work and before its commit: nothing is lost or doubled. */
import type { TestHouse } from '@purser/kit/testing/house';
import { anOperator } from '@purser/kit/testing/test-callers';
import { StoreProbe } from '../../plugins/provisioning/backend/probe/store-probe.service.js';
import { DueStores } from '../../plugins/provisioning/backend/store/due-stores.service.js';
import { StoreHolds } from '../../plugins/provisioning/backend/store/store-holds.service.js';
import { StoreRequests } from '../../plugins/provisioning/backend/store/store-requests.service.js';
import { type StorePhase, type StoreStep, storeSteps } from '../../plugins/provisioning/records.js';
import { StoreLogs } from '../../plugins/sync/backend/store-log/store-logs.service.js';
import { WorkspaceDeletion } from '../../plugins/workspace/backend/workspace/workspace-deletion.service.js';
import { aCustomer, type TestPerson } from '../support/people.js';
import { type SpawnedProcess, spawnTypescript } from '../support/spawn-typescript.js';
import { StoreHouse, wait } from '../support/store-house.js';

interface Killed {
  readonly id: string;
  readonly workspaceId: string;
  readonly step: StoreStep;
  /** Where it must come to rest. */
  readonly phase: StorePhase;
}

describe('a worker that is killed', () => {
  let stores: StoreHouse;
  let house: TestHouse;
  let ada: TestPerson;
  const olga = anOperator([]);
  let worker: SpawnedProcess | undefined;

  beforeAll(async () => {
    stores = await StoreHouse.open();
    house = stores.house;
    ada = await aCustomer(house);
  });
  afterAll(async () => {
    await worker?.kill();
    await house?.close();
  });
  afterEach(() => jest.restoreAllMocks());

  const remove = (workspaceId: string) =>
    house.dataSource.transaction((tx) =>
      house.get<WorkspaceDeletion>(WorkspaceDeletion).deleteFor(tx, workspaceId, { by: 'system' }),
    );
  const bringBack = (workspaceId: string) =>
    house.dataSource.transaction((tx) =>
      house.get<WorkspaceDeletion>(WorkspaceDeletion).undeleteFor(tx, workspaceId, { by: 'system' }),
    );
  const hold = (storeId: string) =>
    house.get<StoreHolds>(StoreHolds).hold({ storeId, by: olga, reason: 'a test' }, 'full');
  const release = (storeId: string) =>
    house.get<StoreHolds>(StoreHolds).release({ storeId, by: olga, reason: 'a test' });

  /** Each stands before its course, and nobody has begun it: the last jobs ran before the first of them was asked for. */
  async function aStoreForEveryStep(): Promise<Killed[]> {
    const open = () => stores.aStore(ada);
    const failed = await open();
    jest.spyOn(house.get(StoreProbe), 'run').mockRejectedValue(new Error('nobody answers'));
    await stores.worked(failed.id, 'failed');
    jest.restoreAllMocks();
    const closing = [await open(), await open()];
    const resuming = [await open(), await open()];
    const [deleted, back, restored, purged] = [await open(), await open(), await open(), await open()];
    await house.runJobs();
    for (const { id } of resuming) await hold(id);
    await remove(back.workspaceId);
    await house.runJobs();

    for (const { id } of closing) await hold(id);
    for (const { id } of resuming) await release(id);
    await remove(failed.workspaceId);
    await remove(deleted.workspaceId);
    await bringBack(back.workspaceId);
    await house.dataSource.transaction(async (tx) => {
      await house.get<StoreLogs>(StoreLogs).replaced(tx, restored.id, 'open');
      await house.get<StoreRequests>(StoreRequests).purge(tx, purged.workspaceId);
    });
    const steps = ['close', 'drain', 'prepare', 'reopen'] as const;
    const killed: Killed[] = [...closing, ...resuming].map((store, n) => {
      return { ...store, step: steps[n] ?? 'close', phase: n < 2 ? 'suspended' : 'active' };
    });
    killed.push({ ...failed, step: 'take-back', phase: 'deleted' }, { ...deleted, step: 'keep', phase: 'deleted' });
    killed.push({ ...back, step: 'prepare', phase: 'active' }, { ...restored, step: 'adopt', phase: 'active' });
    killed.push({ ...purged, step: 'erase', phase: 'purged' });
    for (const step of storeSteps) killed.push({ ...(await open()), step, phase: 'active' });
    return killed;
  }

  it('in every step is followed by another, which ends what it began, once', async () => {
    const killed = await aStoreForEveryStep();
    worker = spawnTypescript('test/fixtures/provisioning-process/worker.ts', {
      PROVISION_DATABASE_URL: house.databaseUrl,
      PROVISION_HOLDS: JSON.stringify(Object.fromEntries(killed.map(({ id, step }) => [id, step]))),
    });
    await worker.said('all held', 30_000);
    await worker.kill();
    const died = performance.now();
    const waiting = new Map(killed.map((each) => [each.id, each]));
    while (waiting.size > 0) {
      if (performance.now() - died > 60_000) throw new Error(`Still on their way: ${JSON.stringify([...waiting])}`);
      await wait(50);
      await house.get<DueStores>(DueStores).queue();
      await house.runJobs();
      for (const { id, phase } of waiting.values()) if ((await stores.row(id)).phase === phase) waiting.delete(id);
    }
    process.stdout.write(
      `${killed.length} stores at rest ${Math.round(performance.now() - died)} ms after their worker was killed\n`,
    );
    for (const { id, step, phase } of killed) {
      const { walk, backend_id } = await stores.row(id);
      const attempts = await stores.sql(
        'SELECT attempt, state FROM provisioning_step WHERE store_id = $1 AND walk = $2 AND step = $3 ORDER BY attempt',
        [id, walk, step],
      );
      expect({ step, attempts }).toEqual({
        step,
        attempts: [
          { attempt: 1, state: 'abandoned' },
          { attempt: 2, state: 'done' },
        ],
      });
      const logs = await stores.sql('SELECT backend_id FROM sync_store_log WHERE store_id = $1', [id]);
      const gone = phase === 'purged' || step === 'take-back';
      expect(logs).toEqual(gone ? [] : [{ backend_id }]);
      const told = await stores.sql(
        `SELECT what, count(*)::int FROM house_audit WHERE subject_id = $1 AND what IN
           ('provisioning.store-ready', 'provisioning.store-reopened', 'provisioning.store-purged') GROUP BY what`,
        [id],
      );
      for (const { count } of told) expect(count).toBe(1);
    }
  }, 120_000);

  it('a store that fails eight times fails alone: the twenty beside it come up', async () => {
    const poison = await stores.aStore(ada);
    const others = await Promise.all(Array.from({ length: 20 }, () => stores.aStore(ada)));
    const probe = house.get(StoreProbe);
    const run = probe.run.bind(probe);
    jest.spyOn(probe, 'run').mockImplementation(async (store, signal) => {
      if (store.storeId === poison.id) throw new Error('poisoned');
      return await run(store, signal);
    });
    expect(await stores.worked(poison.id, 'failed')).toMatchObject({ failures: 8, error: 'poisoned' });
    for (const { id } of others) expect(await stores.row(id)).toMatchObject({ phase: 'active', failures: 0 });
  });
});

/** What becomes of a store when its workspace is erased: nothing but the proof of it. */
import type { TestHouse } from '@purser/kit/testing/house';
import { StoreProbe } from '../../plugins/provisioning/backend/probe/store-probe.service.js';
import { StoreRequests } from '../../plugins/provisioning/backend/store/store-requests.service.js';
import { StoreLogs } from '../../plugins/sync/backend/store-log/store-logs.service.js';
import { PurgeWorkspaces } from '../../plugins/workspace/backend/workspace/purge-workspaces.job.js';
import { aCustomer, type TestPerson } from '../support/people.js';
import { StoreHouse, wait } from '../support/store-house.js';

const never = new AbortController().signal;
/** They tell what happened, and hold nothing of what was in it. */
const proofs = /^(provisioning_store|provisioning_phase|provisioning_step|house_audit|house_webhook|workspace_webhook)/;

describe('the store of a workspace that is erased', () => {
  let stores: StoreHouse;
  let house: TestHouse;
  let ada: TestPerson;

  beforeAll(async () => {
    stores = await StoreHouse.open();
    house = stores.house;
    ada = await aCustomer(house);
  });
  afterAll(() => house?.close());
  afterEach(() => jest.restoreAllMocks());

  const fill = async (id: string, events: number) => {
    await stores.sql(
      `INSERT INTO sync_event (store_id, seq, size, created_at, name, client_id, session_id, args)
       SELECT $1, n, 2, clock_timestamp(), 'v1.TaskAdded', 'c', 's', '{}' FROM generate_series(1, $2::int) n`,
      [id, events],
    );
    await stores.sql('UPDATE sync_store_log SET head = $2, events = $2, bytes = $3 WHERE store_id = $1', [
      id,
      events,
      2 * events,
    ]);
  };
  /** Deleted, and its grace is over. */
  const erase = async (workspaceId: string) => {
    await stores.sql(
      `UPDATE workspace SET deleted_at = clock_timestamp(), deleted_by = $2, purge_after = clock_timestamp() - interval '1 h'
       WHERE id = $1`,
      [workspaceId, ada.id],
    );
    await house.get<PurgeWorkspaces>(PurgeWorkspaces).run({ signal: never });
  };
  const worked = async (id: string) => {
    for (let turn = 0; turn < 40 && (await stores.row(id)).phase !== 'purged'; turn += 1) {
      await wait(4);
      await house.runJobs();
    }
    return await stores.row(id);
  };
  const certificates = async (id: string) =>
    (
      await stores.sql(
        "SELECT entry::jsonb -> 'detail' AS detail FROM house_audit WHERE what = 'provisioning.store-purged' AND subject_id = $1",
        [id],
      )
    ).map(({ detail }) => detail);
  /** The rows of those that are closing go by themselves. */
  const socketsGone = async (id: string) => {
    while ((await stores.sql('SELECT 1 FROM sync_connection WHERE store_id = $1', [id])).length > 0) await wait(20);
  };
  /** Tables in which something still names the store or its workspace. */
  const naming = async (id: string, workspaceId: string): Promise<string[]> => {
    const columns = await stores.sql(
      `SELECT table_name AS "table", column_name AS "column" FROM information_schema.columns
       WHERE table_schema = 'public' AND column_name IN ('store_id', 'workspace_id')
         AND table_name IN (SELECT tablename FROM pg_tables WHERE schemaname = 'public')`,
    );
    const found = new Set<string>();
    for (const { table, column } of columns) {
      const wanted = column === 'store_id' ? id : workspaceId;
      const rows = await stores.sql(`SELECT 1 FROM ${table} WHERE ${column}::text = $1 LIMIT 1`, [wanted]);
      if (rows.length > 0) found.add(table);
    }
    return [...found].filter((table) => !proofs.test(table));
  };

  it('is erased in pieces, to the last row of every table, and a certificate says what it held', async () => {
    const { id, workspaceId } = await stores.aStore(ada);
    await house.runJobs();
    expect(await stores.row(id)).toMatchObject({ phase: 'active' });
    await fill(id, 25_000);
    await erase(workspaceId);
    expect(await stores.row(id)).toMatchObject({ phase: 'purging' });
    expect((await house.get<StoreLogs>(StoreLogs).get(id))?.mode).toBe('closed');
    expect(await worked(id)).toMatchObject({ phase: 'purged', lease_owner: null, failures: 0 });
    await socketsGone(id);
    expect(await naming(id, workspaceId)).toEqual([]);
    expect(await certificates(id)).toEqual([{ events: 25_000, bytes: 50_000, head: 25_000, left: 0 }]);
  });

  it('goes on where a worker stopped, and is erased once', async () => {
    const { id, workspaceId } = await stores.aStore(ada);
    await house.runJobs();
    await fill(id, 15_000);
    const logs = house.get<StoreLogs>(StoreLogs);
    const eraseEvents = logs.eraseEvents.bind(logs);
    jest
      .spyOn(logs, 'eraseEvents')
      .mockImplementationOnce(eraseEvents)
      .mockRejectedValueOnce(new Error('the connection was cut'));
    await erase(workspaceId);
    await worked(id);
    expect((await stores.attempts(id, 'erase')).map(({ state }) => state)).toEqual(['failed', 'done']);
    expect(await certificates(id)).toEqual([{ events: 15_000, bytes: 30_000, head: 15_000, left: 0 }]);
    await stores.provision(id);
    expect(await certificates(id)).toHaveLength(1);
  });

  it('that was never finished leaves too: who works on it loses the claim and writes nothing more', async () => {
    const { id, workspaceId } = await stores.aStore(ada);
    jest.spyOn(house.get(StoreProbe), 'run').mockImplementationOnce(async () => {
      await erase(workspaceId);
      return {};
    });
    await stores.provision(id);
    expect(await stores.row(id)).toMatchObject({ phase: 'purging' });
    expect(await worked(id)).toMatchObject({ phase: 'purged' });
    await socketsGone(id);
    expect(await naming(id, workspaceId)).toEqual([]);
    expect(await certificates(id)).toEqual([{ events: 0, bytes: 0, head: 0, left: 0 }]);
  });

  it('is told to leave by twenty at once and leaves once; a log that is open is not erased', async () => {
    const { id, workspaceId } = await stores.aStore(ada);
    await house.runJobs();
    await fill(id, 10);
    expect(await house.get<StoreLogs>(StoreLogs).eraseEvents(id, 100)).toBe(0);
    const requests = house.get<StoreRequests>(StoreRequests);
    await Promise.all(
      Array.from({ length: 20 }, () => house.dataSource.transaction((tx) => requests.purge(tx, workspaceId))),
    );
    await Promise.all(Array.from({ length: 20 }, () => stores.provision(id)));
    expect(await worked(id)).toMatchObject({ phase: 'purged' });
    expect(await certificates(id)).toHaveLength(1);
    await expect(stores.sql("UPDATE provisioning_store SET phase = 'active' WHERE id = $1", [id])).rejects.toThrow(
      'does not go from purged to active',
    );
  });
});

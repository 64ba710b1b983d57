import { WorkspaceRestores } from '../../plugins/backup/backend/restore/workspace-restore.service.js';
import { BackupHouse, hostileArgs } from '../support/backup-house.js';
import { aCustomer, type TestPerson } from '../support/people.js';
import { aStore, connect, type TestStore, ticketOf } from '../support/sync-house.js';

const EVENTS = 2_000;

describe('one workspace out of a full backup', () => {
  let b: BackupHouse;
  let ada: TestPerson;
  let store: TestStore;
  let backupId: string;

  beforeAll(async () => {
    b = await BackupHouse.open();
    ada = await aCustomer(b.house);
    store = await aStore(b.house, ada);
    await b.sql(`UPDATE workspace SET name = 'Müller & $Söhne$', name_key = 'mueller' WHERE id = $1`, [
      store.workspaceId,
    ]);
    await aStore(b.house, ada);
    const events = Array.from({ length: EVENTS }, (_, n) => ({
      name: `v1.Event${n % 7}`,
      args: n === 1_000 ? JSON.stringify('x'.repeat(500_000)) : (hostileArgs[n % hostileArgs.length] ?? '{}'),
    }));
    for (let from = 0; from < EVENTS; from += 500) await b.push(store, events.slice(from, from + 500));
    backupId = (await b.take()).id;
  });
  afterAll(() => b?.close());

  const restores = () => b.house.get<WorkspaceRestores>(WorkspaceRestores);
  const signal = new AbortController().signal;
  const logOf = async (workspaceId: string) =>
    (await b.sql('SELECT * FROM sync_store_log WHERE workspace_id = $1', [workspaceId]))[0];

  it('becomes a new one: every byte the same, no old id anywhere, the old one untouched', async () => {
    const before = JSON.stringify([await logOf(store.workspaceId), await b.events(store.storeId)]);
    const report = await restores().copy(await b.openBackup(backupId), {
      workspaceId: store.workspaceId,
      dryRun: false,
      signal,
    });
    expect(report.workspaceId).not.toBe(store.workspaceId);
    const log = await logOf(report.workspaceId);
    expect(log).toMatchObject({ head: String(EVENTS), events: String(EVENTS), mode: 'open' });
    expect(await b.events(log.store_id)).toEqual(await b.events(store.storeId));
    expect(JSON.stringify([await logOf(store.workspaceId), await b.events(store.storeId)])).toBe(before);
    const [made] = await b.sql('SELECT * FROM workspace WHERE id = $1', [report.workspaceId]);
    expect(made).toMatchObject({ owner_id: ada.id, member_count: 1, owner_count: 1, deleted_at: null });
    const all = JSON.stringify([
      made,
      log,
      await b.sql('SELECT * FROM workspace_membership WHERE workspace_id = $1', [report.workspaceId]),
      await b.sql('SELECT * FROM provisioning_store WHERE workspace_id = $1', [report.workspaceId]),
    ]);
    for (const old of [store.workspaceId, store.storeId, store.backendId]) expect(all).not.toContain(old);
  });

  it('opens for its owner, and syncs on', async () => {
    const { workspaceId } = await restores().copy(await b.openBackup(backupId), {
      workspaceId: store.workspaceId,
      dryRun: false,
      label: 'second copy',
      signal,
    });
    const log = await logOf(workspaceId);
    const copy = { workspaceId, storeId: log.store_id, backendId: log.backend_id };
    const socket = await connect(b.house, copy, ada);
    const first = await socket.pullFirst({ after: EVENTS - 1, backendId: log.backend_id });
    expect(first.events.map(({ seqNum }) => seqNum)).toEqual([EVENTS]);
    expect(await socket.push(EVENTS, [{}], log.backend_id)).toBe('stored');
    socket.kill();
  });

  it('changes nothing in a dry run, and says what it would', async () => {
    const [{ count: before }] = await b.sql('SELECT count(*) FROM workspace');
    const report = await restores().copy(await b.openBackup(backupId), {
      workspaceId: store.workspaceId,
      dryRun: true,
      label: 'dry',
      signal,
    });
    expect(report.tables.find(({ table }) => table === 'sync_event')).toMatchObject({ rows: EVENTS, written: EVENTS });
    expect((await b.sql('SELECT count(*) FROM workspace'))[0].count).toBe(before);
  });

  it('is put in place: newer events gone, who belongs to it kept, clients told and let in again', async () => {
    const grace = await aCustomer(b.house, 'Grace');
    await b.push(
      store,
      Array.from({ length: 20 }, () => ({ name: 'newer', args: '{}' })),
    );
    await b.sql(
      `INSERT INTO workspace_membership (id, workspace_id, user_id, role, created_at, updated_at)
       VALUES (gen_random_uuid(), $1, $2, 'member', now(), now())`,
      [store.workspaceId, grace.id],
    );
    const socket = await connect(b.house, store, ada);
    await socket.pullFirst();
    const report = await restores().inPlace(await b.openBackup(backupId), {
      workspaceId: store.workspaceId,
      dryRun: false,
      signal,
    });
    expect(report.head).toEqual({ backup: EVENTS, live: EVENTS + 20 });
    expect(await socket.closed).toMatchObject({ code: 4410, reason: 'restored' });
    const log = await logOf(store.workspaceId);
    expect(log).toMatchObject({ store_id: store.storeId, head: String(EVENTS), mode: 'open' });
    expect(log.backend_id).not.toBe(store.backendId);
    expect(await b.events(store.storeId)).toHaveLength(EVENTS);
    const [kept] = await b.sql('SELECT member_count FROM workspace WHERE id = $1', [store.workspaceId]);
    expect(kept.member_count).toBe(2);
    // A client of the old log is told that it is another one; a new one goes on.
    const back = await connect(b.house, store, ada);
    expect(await back.push(EVENTS + 20, [{}], store.backendId)).toMatchObject({ _tag: 'BackendIdMismatchError' });
    expect(await back.push(EVENTS, [{}], log.backend_id)).toBe('stored');
    // From where on what a device has of the old log is its own to add again, however far the new one has come.
    expect(await ticketOf(b.house, store, ada)).toMatchObject({ restoredHead: EVENTS });
    back.kill();
  });

  it('of a backup that does not hold it is refused', async () => {
    const other = await aStore(b.house, ada);
    const asked = { workspaceId: other.workspaceId, dryRun: false, signal };
    await expect(restores().copy(await b.openBackup(backupId), asked)).rejects.toMatchObject({
      code: 'workspace_not_in_backup',
    });
  });

  it('of a newer release is refused', async () => {
    const open = await b.openBackup(backupId);
    const manifest = { ...open.manifest, migrations: [...open.manifest.migrations, 'TasksFromTomorrow9999999999999'] };
    const asked = { workspaceId: store.workspaceId, dryRun: false, signal };
    await expect(restores().inPlace({ ...open, manifest }, asked)).rejects.toMatchObject({ code: 'newer_schema' });
  });
});

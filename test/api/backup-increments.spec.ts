/** Backups that hold of logs only what was added: one is as good as a full one, and no better than those on which it stands. */
import { rmSync } from 'node:fs';
import path from 'node:path';
import { failureOf } from '../../plugins/backup/backend/failure.js';
import { BackupPolicies } from '../../plugins/backup/backend/policy/backup-policies.service.js';
import { DatabaseRestores } from '../../plugins/backup/backend/restore/database-restore.service.js';
import { WorkspaceRestores } from '../../plugins/backup/backend/restore/workspace-restore.service.js';
import { BackupRetention } from '../../plugins/backup/backend/retention/backup-retention.service.js';
import { StoredBackups } from '../../plugins/backup/backend/run/stored-backups.service.js';
import { BackupHouse, hostileArgs } from '../support/backup-house.js';
import { tick } from '../support/backup-nights.js';
import { aCustomer, anOperator, type TestPerson } from '../support/people.js';
import { aStore, type TestStore } from '../support/sync-house.js';

const signal = new AbortController().signal;
const events = (args: readonly string[]) => args.map((each) => ({ name: 'e', args: each }));

describe('backups of what is new', () => {
  let b: BackupHouse;
  let ada: TestPerson;
  let owner: TestPerson;
  let store: TestStore;
  let quiet: TestStore;
  let later: TestStore;
  let chain: string[];

  beforeAll(async () => {
    b = await BackupHouse.open();
    owner = await anOperator(b.house);
    ada = await aCustomer(b.house);
    store = await aStore(b.house, ada);
    quiet = await aStore(b.house, ada);
    await b.push(quiet, events(['1']));
    await b.push(store, events(hostileArgs));
    const full = await b.take();
    await b.push(store, events(['"second"', ...hostileArgs]));
    const first = await b.take({ events: true });
    later = await aStore(b.house, ada);
    await b.push(later, events(['"later"']));
    await b.push(store, events(['"third"']));
    const second = await b.take({ events: true });
    chain = [full.id, first.id, second.id];
    expect([full, first, second].map(({ state, baseId }) => [state, baseId])).toEqual([
      ['verified', null],
      ['verified', full.id],
      ['verified', first.id],
    ]);
  });
  afterAll(() => b?.close());

  const copyOf = async (backupId: string, workspaceId: string) => {
    const restore = { workspaceId, dryRun: false, label: backupId.slice(-8), signal };
    const { workspaceId: copy } = await b.house.get(WorkspaceRestores).copy(await b.openBackup(backupId), restore);
    const [{ storeId }] = await b.sql('SELECT store_id AS "storeId" FROM sync_store_log WHERE workspace_id = $1', [
      copy,
    ]);
    return await b.events(storeId);
  };

  it('hold no event twice', async () => {
    const rows = await Promise.all(
      chain.map(async (id) => {
        const { manifest } = await b.house.get(StoredBackups).openAlone(b.target, id);
        return manifest.tables.find(({ name }) => name === 'sync_event')?.rows;
      }),
    );
    expect(rows).toEqual([hostileArgs.length + 1, hostileArgs.length + 1, 2]);
  });

  it('bring a workspace back through two of them, every byte the same', async () => {
    const now = await b.events(store.storeId);
    expect(await copyOf(chain[2] ?? '', store.workspaceId)).toEqual(now);
    expect(await copyOf(chain[1] ?? '', store.workspaceId)).toEqual(now.slice(0, -1));
    expect(await copyOf(chain[2] ?? '', quiet.workspaceId)).toEqual(await b.events(quiet.storeId));
    expect(await copyOf(chain[2] ?? '', later.workspaceId)).toEqual(await b.events(later.storeId));
  });

  it('bring everything back', async () => {
    const backup = await b.openBackup(chain[2] ?? '');
    const report = await b.house.get(DatabaseRestores).restore(backup, { drill: true, signal });
    expect(report).toMatchObject({
      workspaces: 3,
      rows: backup.manifest.tables.reduce((sum, { rows }) => sum + rows, 0),
    });
  });

  it('begin anew with a log that was replaced', async () => {
    const backup = await b.openBackup(chain[0] ?? '');
    await b.house.get(WorkspaceRestores).inPlace(backup, { workspaceId: quiet.workspaceId, dryRun: false, signal });
    const run = await b.take({ events: true });
    const { reader } = await b.house.get(StoredBackups).openAlone(b.target, run.id);
    expect(reader.segmentOf(quiet.workspaceId)?.log).toMatchObject({ head: 1 });
    expect(reader.segmentOf(quiet.workspaceId)?.log?.from).toBeUndefined();
    expect(reader.segmentOf(later.workspaceId)?.log).toMatchObject({ head: 1, from: 1 });
    expect((await b.textOf(run.id, quiet.workspaceId)).sync_event).toContain(quiet.storeId);
  });

  it('wait by policy for a full one, and keep what they stand on', async () => {
    const policies = b.house.get(BackupPolicies);
    const [{ id }] = await b
      .sql(
        `UPDATE backup_policy SET enabled = true, since = '2027-03-01T11:58Z', keep_hours = 1 WHERE seed = 'changes' RETURNING id`,
      )
      .then(([rows]) => rows);
    await b.sql(`UPDATE backup_run SET target = 'elsewhere'`);
    await tick(b, new Date('2027-03-01T12:00:10Z'));
    await b.sql(`UPDATE backup_run SET target = 'local'`);
    const nightly = await b.take({ policyId: (await policies.enabled())[0]?.id });
    await tick(b, new Date('2027-03-01T12:05:10Z'));
    await b.house.runJobs();
    await tick(b, new Date('2027-03-01T12:10:10Z'));
    await b.house.runJobs();
    expect(await b.sql('SELECT state, reason FROM backup_slot WHERE policy_id = $1 ORDER BY slot_at', [id])).toEqual([
      { state: 'skipped', reason: 'no_full' },
      { state: 'queued', reason: null },
      { state: 'queued', reason: null },
    ]);
    const standing = await b.sql(
      'SELECT id, base_id AS "baseId", state FROM backup_run WHERE policy_id = $1 AND slot_at IS NOT NULL ORDER BY slot_at',
      [id],
    );
    expect(standing).toEqual([
      { id: expect.any(String), baseId: nightly.id, state: 'verified' },
      { id: expect.any(String), baseId: standing[0].id, state: 'verified' },
    ]);
    const policy = await policies.get(id);
    if (!policy) throw new Error('The policy is gone.');
    // The newest one of the hour is kept, and so is all it stands on.
    expect(await b.house.get(BackupRetention).prune(policy)).toBe(0);
    await b.sql(`UPDATE backup_run SET policy_id = NULL, expires_at = now() - interval '1 day' WHERE id = ANY($1)`, [
      [nightly.id, ...standing.map((run: { id: string }) => run.id)],
    ]);
    expect(await b.house.get(BackupRetention).pruneExpired()).toBe(3);
  });

  it('are worth nothing, and say so, when one on which they stand is gone', async () => {
    rmSync(path.join(b.folder, chain[1] ?? ''), { recursive: true });
    const opened = await b.openBackup(chain[2] ?? '').catch(failureOf);
    expect(opened).toMatchObject({ code: 'base_missing', message: expect.stringContaining(chain[1] ?? '') });
    await b.house
      .request()
      .post(`/api/console/backups/${chain[2]}/verify`)
      .set('Authorization', owner.bearer)
      .expect(202);
    expect((await b.house.runJobs()).failed).toEqual([]);
    expect(await b.run(chain[2] ?? '')).toMatchObject({ state: 'corrupt', errorCode: 'base_missing' });
    // The next one stands on what is still good.
    const { baseId } = await b.take({ events: true });
    expect(chain.slice(1)).not.toContain(baseId);
  });
});

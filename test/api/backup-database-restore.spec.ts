import { createEmptyDatabase, type TestDatabase } from '@purser/kit/testing/test-database';
import { migrate } from '../../backend/data-source.js';
import { HOUSE_PLAN } from '../../backend/ground.tokens.js';
import { DatabaseRestores } from '../../plugins/backup/backend/restore/database-restore.service.js';
import { Drills } from '../../plugins/backup/backend/restore/drills.service.js';
import { BackupHouse, hostileArgs } from '../support/backup-house.js';
import { aCustomer, anOperator, type TestPerson } from '../support/people.js';
import { aStore, join, type TestStore } from '../support/sync-house.js';
import { aWorkspace } from '../support/workspaces.js';

const signal = new AbortController().signal;

describe('the whole database out of a backup', () => {
  let b: BackupHouse;
  let ada: TestPerson;
  let removed: TestPerson;
  let store: TestStore;
  let backupId: string;

  beforeAll(async () => {
    b = await BackupHouse.open();
    ada = await aCustomer(b.house);
    removed = await aCustomer(b.house, 'Removed');
    store = await aStore(b.house, ada);
    await join(b.house, store, removed, 'member');
    await b.push(
      store,
      hostileArgs.map((args) => ({ name: 'e', args })),
    );
    await b.push(
      await aStore(b.house, ada),
      Array.from({ length: 5 }, () => ({ name: 'large', args: JSON.stringify('x'.repeat(1_000_000)) })),
    );
    await b.sql(`UPDATE auth_user SET password_hash = 'old', password_changed_at = now() - interval '1 day'`);
    backupId = (await b.take()).id;
  });
  afterAll(() => b?.close());

  const restores = () => b.house.get<DatabaseRestores>(DatabaseRestores);
  const keysOfLog = (schema: string) =>
    b.sql(
      `SELECT t.relname AS table, c.relname AS index, k.contype, t.relpersistence AS lasts, pg_get_constraintdef(k.oid) AS key,
              EXISTS (SELECT FROM pg_inherits WHERE inhrelid = c.oid) AS attached
         FROM pg_index i JOIN pg_class t ON t.oid = i.indrelid JOIN pg_class c ON c.oid = i.indexrelid
         LEFT JOIN pg_constraint k ON k.conindid = c.oid
        WHERE t.relnamespace = $1::regnamespace AND t.relname LIKE 'sync_event%' ORDER BY 1, 2`,
      [schema],
    );

  it('is drilled beside what lives, and leaves no trace', async () => {
    const { rows } = await b.house.get<Drills>(Drills).run(b.target, backupId, 'everything');
    expect(rows).toBeGreaterThan(hostileArgs.length);
    const few = await b.house.get<Drills>(Drills).run(b.target, backupId, 5);
    expect(few.drilled).toBe('2 workspaces');
    expect(await b.sql(`SELECT nspname FROM pg_namespace WHERE nspname LIKE 'purser%'`)).toEqual([]);
    const drills = await b.sql(`SELECT state FROM backup_restore WHERE mode = 'drill'`);
    expect(drills).toEqual([{ state: 'succeeded' }, { state: 'succeeded' }]);
  });

  it('brings back everything but what was revoked, spent or changed since', async () => {
    const operator = await anOperator(b.house);
    // Since the backup: a password was reset, a member removed, who then deleted their account, and the log went on.
    await b.sql(`UPDATE auth_user SET password_hash = 'new', password_changed_at = now() WHERE id = $1`, [ada.id]);
    await b.sql('DELETE FROM workspace_membership WHERE user_id = $1', [removed.id]);
    await b.house.request().delete('/api/auth/me').set('Authorization', removed.bearer).expect(204);
    await b.push(store, [{ name: 'later', args: '{}' }]);
    await b.sql(`INSERT INTO house_rate_limit (key, points, expire) VALUES ('k', 3, 0)`);
    const report = await restores().restore(await b.openBackup(backupId), { drill: false, signal });
    expect(report).toMatchObject({ settledWithLive: true, workspaces: 2 });
    expect((await b.events(store.storeId)).map(({ args }) => args)).toEqual(hostileArgs);
    // Loaded without its keys, and with them again.
    expect(await keysOfLog('public')).toEqual(await keysOfLog(report.before ?? ''));
    const [{ password_hash: hash }] = await b.sql('SELECT password_hash FROM auth_user WHERE id = $1', [ada.id]);
    expect(hash).toBe('new');
    const nobody = await b.sql('SELECT name, deleted_at IS NOT NULL AS gone FROM auth_user WHERE id = $1', [
      removed.id,
    ]);
    expect(nobody).toEqual([{ name: 'Deleted account', gone: true }]);
    expect(await b.sql('SELECT user_id FROM workspace_membership')).toEqual([{ user_id: ada.id }, { user_id: ada.id }]);
    expect(await b.sql('SELECT member_count FROM workspace')).toEqual([{ member_count: 1 }, { member_count: 1 }]);
    // Who was signed in is told why they are not any more.
    const sessions = await b.sql('SELECT DISTINCT end_reason FROM auth_session ORDER BY end_reason');
    expect(sessions).toEqual([{ end_reason: 'account_deleted' }, { end_reason: 'restored' }]);
    await b.house.request().get('/api/auth/me').set('Authorization', ada.bearer).expect(401);
    await b.house.request().get('/api/console/me').set('Authorization', operator.bearer).expect(401);
    expect(await b.sql('SELECT points FROM house_rate_limit')).toEqual([{ points: 3 }]);
    expect((await b.run(backupId)).state).toBe('verified');
    // The old one is there to go back to.
    const [{ count }] = await b.sql(`SELECT count(*)::integer FROM ${report.before}.sync_event`);
    expect(count).toBe(hostileArgs.length + 5 + 1);
    const links = await b.sql('SELECT count(*)::integer AS n FROM house_audit_link');
    expect(links).toEqual(await b.sql('SELECT count(*)::integer AS n FROM house_audit'));
  });

  it('does not name anybody whose account was deleted since', async () => {
    const eve = await aCustomer(b.house, 'Eve Everest');
    await aWorkspace(b.house, eve, 'Hers');
    const { id } = await b.take();
    await b.sql(
      `UPDATE workspace SET deleted_at = now(), purge_after = now() + interval '9 days' WHERE owner_id = $1`,
      [eve.id],
    );
    await b.house.request().delete('/api/auth/me').set('Authorization', eve.bearer).expect(204);
    await restores().restore(await b.openBackup(id), { drill: false, signal });
    expect(await b.sql('SELECT name, search_text FROM workspace WHERE owner_id = $1', [eve.id])).toEqual([
      { name: 'Hers', search_text: `Hers\ndeleted-${eve.id}@deleted.invalid\nDeleted account` },
    ]);
  });

  it('is whole on an empty machine, from the target and the key alone', async () => {
    const empty: TestDatabase = await createEmptyDatabase();
    let other: BackupHouse | undefined;
    try {
      await migrate(b.house.get(HOUSE_PLAN), { databaseUrl: empty.url });
      other = await BackupHouse.open({ folder: b.folder }, { databaseUrl: empty.url });
      const report = await other.house
        .get<DatabaseRestores>(DatabaseRestores)
        .restore(await other.openBackup(backupId), { drill: false, signal });
      expect(report).toMatchObject({ settledWithLive: false });
      expect((await other.events(store.storeId)).map(({ args }) => args)).toEqual(hostileArgs);
      expect(await other.sql('SELECT count(*)::integer AS n FROM auth_session')).toEqual([{ n: 0 }]);
      expect(await other.sql('SELECT count(*)::integer AS n FROM workspace_membership')).toEqual([{ n: 3 }]);
    } finally {
      await other?.house.close();
      await empty.drop();
    }
  });

  it('does not come from a backup that is damaged', async () => {
    const open = await b.openBackup(backupId);
    const manifest = {
      ...open.manifest,
      tables: open.manifest.tables.map((table) => ({ ...table, rows: table.rows + 1 })),
    };
    const broken = { ...open, manifest };
    await expect(restores().restore(broken, { drill: false, signal })).rejects.toMatchObject({ code: 'rows_missing' });
    expect(await b.sql(`SELECT nspname FROM pg_namespace WHERE nspname LIKE 'purser_staging%'`)).toEqual([]);
  });
});

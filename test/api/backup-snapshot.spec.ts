import { failureOf } from '../../plugins/backup/backend/failure.js';
import { verify } from '../../plugins/backup/backend/run/verification.js';
import { BackupHouse } from '../support/backup-house.js';
import { aCustomer, type TestPerson } from '../support/people.js';
import { aStore, type TestStore } from '../support/sync-house.js';

const UNITS = 1_000;
/** `BACKUP_ROUNDS=20 pnpm test backup-snapshot` is the long history. */
const BACKUPS = Number(process.env.BACKUP_ROUNDS ?? 4);

describe('a backup while others write', () => {
  let b: BackupHouse;
  let ada: TestPerson;

  beforeAll(async () => {
    b = await BackupHouse.open();
    ada = await aCustomer(b.house);
  });
  afterAll(() => b?.close());

  it('is of one moment: what moves between tables is in exactly one of them', async () => {
    const stores: TestStore[] = [];
    for (let each = 0; each < 8; each += 1) stores.push(await aStore(b.house, ada));
    // Units stand in workspaces (read with the workspaces) and in a quota (read with the installation).
    await b.sql('UPDATE workspace SET seat_limit = $1', [UNITS]);
    await b.sql('INSERT INTO workspace_quota VALUES ($1, $2) ON CONFLICT (owner_id) DO UPDATE SET workspaces = $2', [
      ada.id,
      UNITS,
    ]);
    let writing = true;
    const writers = [0, 1].map(async (writer) => {
      for (let n = writer; writing; n += 2) {
        const { workspaceId } = stores[n % stores.length] as TestStore;
        const by = 1 + (n % 5);
        await b.house.dataSource
          .transaction(async (tx) => {
            await tx.query('UPDATE workspace_quota SET workspaces = workspaces - $1', [n % 4 < 2 ? by : -by]);
            await tx.query('UPDATE workspace SET seat_limit = seat_limit + $2 WHERE id = $1', [
              workspaceId,
              n % 4 < 2 ? by : -by,
            ]);
          })
          .catch(() => undefined);
      }
    });
    const sums: number[] = [];
    for (let each = 0; each < BACKUPS; each += 1) {
      const run = await b.take({ verifies: false });
      expect(run.state).toBe('uploaded');
      sums.push(await sumOf(run.id, stores));
    }
    writing = false;
    await Promise.all(writers);
    expect(sums).toEqual(sums.map(() => UNITS * (stores.length + 1)));
  }, 300_000);

  it('fails when its connection dies, and leaves nothing', async () => {
    const store = await aStore(b.house, ada);
    const large = JSON.stringify('y'.repeat(900_000));
    for (let each = 0; each < 10; each += 1) {
      await b.push(
        store,
        Array.from({ length: 4 }, () => ({ name: 'large', args: large })),
      );
    }
    const id = await b.ask();
    let killed = 0;
    const killing = (async () => {
      for (let tried = 0; tried < 2_000 && killed === 0; tried += 1) {
        const rows = await b.sql(
          `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
            WHERE application_name = 'purser-backup' AND datname = current_database() AND query LIKE 'COPY%' AND state = 'active'`,
        );
        killed = rows.length;
      }
    })();
    const { BackupWork } = await import('../../plugins/backup/backend/run/backup-work.service.js');
    await b.house.get(BackupWork).work(id, new AbortController().signal);
    await killing;
    const run = await b.run(id);
    // It may have been too fast to be hit: then it is whole.
    if (killed > 0 && run.state === 'failed') expect(run.errorCode).toBe('database_lost');
    else await verify(await b.openBackup(id), new AbortController().signal);
    expect(['failed', 'verified']).toContain(run.state);
  });

  it('reads less than a fiftieth of a large backup for one workspace', async () => {
    const some: TestStore[] = [];
    for (let each = 0; each < 120; each += 1) {
      const store = await aStore(b.house, ada);
      some.push(store);
      await b.sql(
        `INSERT INTO sync_event SELECT $1, n, 100, now(), 'e', 'c', 's',
           to_json((SELECT string_agg(md5(random()::text || n || k), '') FROM generate_series(1, 60) k))
           FROM generate_series(1, 70) n`,
        [store.storeId],
      );
      await b.sql('UPDATE sync_store_log SET head = 70, events = 70 WHERE store_id = $1', [store.storeId]);
    }
    const run = await b.take();
    const backup = await b.openBackup(run.id);
    const entry = backup.reader.segmentOf(some[60]?.workspaceId ?? '');
    if (!entry) throw new Error('The workspace is not in its backup.');
    for await (const { text } of backup.reader.sections(entry)) for await (const _ of text);
    expect(backup.bytesRead() / backup.manifest.archive.bytes).toBeLessThan(0.02);
    // So much that it was not held at once, but read in its own order; and nothing went to another, or was lost.
    const [{ count }] = await b.sql('SELECT count(*)::integer AS count FROM sync_event');
    expect(backup.manifest.tables.find(({ name }) => name === 'sync_event')?.rows).toBe(count);
    for (const { workspaceId, storeId } of [some[0], some[60], some[119]] as TestStore[]) {
      const lines = ((await b.textOf(run.id, workspaceId)).sync_event ?? '').split('\n').slice(0, -1);
      const keys = Array.from({ length: 70 }, (_, n) => [storeId, String(n + 1)]);
      expect(lines.map((line) => line.split('\t').slice(0, 2))).toEqual(keys);
    }
  });

  it('has a code for every failure', () => {
    expect(failureOf(Object.assign(new Error('x'), { code: '57P01' })).code).toBe('database_lost');
    expect(failureOf(new Error('secret')).message).not.toContain('secret');
  });

  async function sumOf(id: string, stores: readonly TestStore[]): Promise<number> {
    const quota = (await b.textOf(id, 'instance')).workspace_quota ?? '';
    let sum = Number(quota.split('\t')[1]);
    const { manifest } = await b.openBackup(id);
    const at = manifest.tables.find(({ name }) => name === 'workspace')?.columns.indexOf('seat_limit') ?? -1;
    for (const { workspaceId } of stores) {
      const row = (await b.textOf(id, workspaceId)).workspace ?? '';
      sum += Number(row.split('\t')[at]);
    }
    return sum;
  }
});

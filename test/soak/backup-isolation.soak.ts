/** One workspace out of a backup of a thousand: nothing of the others stands in it, and little is read for it. */
import { randomUUID } from 'node:crypto';
import { WorkspaceRestores } from '../../plugins/backup/backend/restore/workspace-restore.service.js';
import { BackupHouse } from '../support/backup-house.js';
import { aCustomer } from '../support/people.js';
import { aStore, type TestStore } from '../support/sync-house.js';

const WORKSPACES = 1_000;
const EVENTS = 400;

describe('one of a thousand', () => {
  let b: BackupHouse;
  const stores: TestStore[] = [];

  beforeAll(async () => {
    b = await BackupHouse.open();
    const owner = await aCustomer(b.house);
    for (let each = 0; each < WORKSPACES; each += 1) stores.push(await aStore(b.house, owner));
    await b.sql(
      `INSERT INTO sync_event SELECT l.store_id, n, 100, now(), 'e', 'c', 's', json_build_object('of', l.workspace_id, 'x', md5(random()::text))
         FROM sync_store_log l, generate_series(1, $1::int) n`,
      [EVENTS],
    );
    await b.sql('UPDATE sync_store_log SET head = $1, events = $1', [EVENTS]);
  }, 300_000);
  afterAll(() => b?.close());

  it('holds no id of the others, and is restored by reading less than a fiftieth', async () => {
    const run = await b.take();
    expect(run.state).toBe('verified');
    for (const at of [0, 499, 999]) {
      const one = stores[at] as TestStore;
      const text = JSON.stringify(await b.textOf(run.id, one.workspaceId));
      const found = new Set(text.match(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g));
      const others = stores.flatMap(({ workspaceId, storeId, backendId }) =>
        workspaceId === one.workspaceId ? [] : [workspaceId, storeId.slice(3), backendId],
      );
      expect(others.filter((id) => found.has(id))).toEqual([]);
      const report = await b.house.get(WorkspaceRestores).copy(await b.openBackup(run.id), {
        workspaceId: one.workspaceId,
        dryRun: true,
        label: randomUUID().slice(0, 8),
        signal: new AbortController().signal,
      });
      expect(report.read.bytes / report.read.of).toBeLessThan(0.02);
    }
  }, 300_000);
});

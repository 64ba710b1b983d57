import { DatabaseRestores } from '../../plugins/backup/backend/restore/database-restore.service.js';
import { BackupHouse } from '../support/backup-house.js';
import { aCustomer } from '../support/people.js';
import { aStore } from '../support/sync-house.js';

/** What is wrong in the database itself is as wrong in its backup: a restore says so instead of putting it in its place. */
describe('a log that is not as long as its head says', () => {
  let b: BackupHouse;

  beforeAll(async () => {
    b = await BackupHouse.open();
  });
  afterAll(() => b?.close());

  it.each([
    ['ends before it', 'UPDATE sync_store_log SET head = head + 1 WHERE store_id = $1'],
    ['has a gap', 'DELETE FROM sync_event WHERE store_id = $1 AND seq = 2'],
    ['has nothing left', 'DELETE FROM sync_event WHERE store_id = $1'],
  ])('and %s is found by a drill', async (_, damage) => {
    const store = await aStore(b.house, await aCustomer(b.house));
    await b.push(
      store,
      [1, 2, 3].map(() => ({ name: 'e', args: '{}' })),
    );
    expect((await drill()).rows).toBeGreaterThan(3);
    await b.sql(damage, [store.storeId]);
    await expect(drill()).rejects.toMatchObject({ code: 'corrupt_index' });
    await b.sql('DELETE FROM sync_event WHERE store_id = $1', [store.storeId]);
    await b.sql('UPDATE sync_store_log SET head = 0, events = 0 WHERE store_id = $1', [store.storeId]);
  });

  async function drill() {
    const { id } = await b.take();
    const opened = await b.openBackup(id);
    return await b.house.get(DatabaseRestores).restore(opened, { drill: true, signal: new AbortController().signal });
  }
});

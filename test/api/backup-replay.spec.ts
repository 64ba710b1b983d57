import { execFile } from 'node:child_process';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { Drills } from '../../plugins/backup/backend/restore/drills.service.js';
import { tasks } from '../../plugins/tasks/backend/tasks.plugin.js';
import { taskEventNames as names } from '../../plugins/tasks/names.js';
import { BackupHouse, type LogEvent } from '../support/backup-house.js';
import { aCustomer } from '../support/people.js';
import { aStore, type TestStore } from '../support/sync-house.js';

const root = path.resolve(__dirname, '../..');

describe('a drill replays what apps wrote, as they replay it', () => {
  let b: BackupHouse;
  let store: TestStore;

  beforeAll(async () => {
    // The thread is what the product runs, with all of LiveStore in it.
    await promisify(execFile)(process.execPath, ['launcher/run.mjs', 'build', 'replays'], { cwd: root });
    const replay = pathToFileURL(path.join(root, 'dist/plugins/tasks/replay/worker.mjs'));
    const plugin = tasks();
    b = await BackupHouse.open({}, {}, [
      { ...plugin, definition: { ...plugin.definition, backup: { tables: {}, replay } } },
    ]);
    store = await aStore(b.house, await aCustomer(b.house));
    await b.push(store, history(700));
  }, 120_000);
  afterAll(() => b?.close());

  const drill = (id: string) => b.house.get(Drills).run(b.target, id, 1);

  it('and finds the same state as in the living log up to the same event', async () => {
    const run = await b.take();
    // What came later is not in the backup.
    await b.push(store, [added('later')]);
    const { replayed } = await drill(run.id);
    expect(replayed).toEqual({ stores: 1, compared: 1, events: 700 + 350 + 233 });
    const [{ report }] = await b.sql('SELECT report FROM backup_restore ORDER BY requested_at DESC LIMIT 1');
    expect(report.replayed).toEqual(replayed);
  });

  it('over increments, too', async () => {
    await b.push(store, [added('of the increment')]);
    const run = await b.take({ events: true });
    expect(run.baseId).not.toBeNull();
    expect((await drill(run.id)).replayed).toMatchObject({ compared: 1, events: 700 + 350 + 233 + 2 });
  });

  it('and fails when they differ by one character of one event', async () => {
    const run = await b.take();
    await b.sql(
      `UPDATE sync_event SET args = replace(args::text, 'Task 7"', 'Task 8"')::json WHERE store_id = $1 AND args::text LIKE '%Task 7"%'`,
      [store.storeId],
    );
    await expect(drill(run.id)).rejects.toMatchObject({ code: 'replay_differs' });
    const [row] = await b.sql('SELECT state, error_code FROM backup_restore ORDER BY requested_at DESC LIMIT 1');
    expect(row).toEqual({ state: 'failed', error_code: 'replay_differs' });
  });

  it('and fails on an event that would stop every device for ever', async () => {
    const broken = await aStore(b.house, await aCustomer(b.house, 'Ben'));
    await b.push(broken, [{ name: names.added, args: '{"id":7}' }]);
    const run = await b.take({ workspaceId: broken.workspaceId });
    await expect(drill(run.id)).rejects.toMatchObject({ code: 'replay_failed' });
  });
});

const added = (title: string): LogEvent => ({
  name: names.added,
  args: JSON.stringify({ id: title, title: `${title} \t\\ "Ünï" 漢`, rank: 'a', at: 1 }),
});

function* eachTask(count: number): Generator<LogEvent> {
  for (let n = 1; n <= count; n += 1) {
    const id = `t${n}`;
    yield { name: names.added, args: JSON.stringify({ id, title: `Task ${n}`, rank: `a${n}`, at: n }) };
    if (n % 2 === 0) yield { name: names.completed, args: JSON.stringify({ id, at: n }) };
    if (n % 3 === 0) yield { name: names.removed, args: JSON.stringify({ id }) };
  }
}
const history = (count: number): LogEvent[] => [...eachTask(count)];

/** Ten slots among four processes over one PostgreSQL, one of which dies in mid-run. */
import { BackupHouse } from '../support/backup-house.js';
import { slotsAmongProcesses } from '../support/backup-slots.js';
import { aCustomer } from '../support/people.js';
import { aStore } from '../support/sync-house.js';

describe('ten slots', () => {
  let b: BackupHouse;
  beforeAll(async () => {
    b = await BackupHouse.open();
    const store = await aStore(b.house, await aCustomer(b.house));
    await b.push(
      store,
      Array.from({ length: 200 }, (_, at) => ({ name: 'e', args: `{"at":${at}}` })),
    );
  }, 60_000);
  afterAll(() => b?.close());

  it('are ten runs, whichever of four processes is first and although the one at the fifth is killed', async () => {
    const { slots, runs } = await slotsAmongProcesses(b, 10, 5);
    expect(slots).toBe(10);
    expect(runs.map(({ attempts }) => attempts)).toEqual([1, 1, 1, 1, 2, 1, 1, 1, 1, 1]);
    expect(new Set(runs.map(({ state }) => state))).toEqual(new Set(['verified']));
    expect(new Set(runs.map(({ files }) => files))).toEqual(new Set([2]));
  }, 300_000);
});

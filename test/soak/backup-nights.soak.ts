/** A fortnight and more by an injected clock: each night a backup, its verification and its drill. */
import { BackupHouse } from '../support/backup-house.js';
import { simulate, strip, switchOn } from '../support/backup-nights.js';
import { aCustomer } from '../support/people.js';
import { aStore } from '../support/sync-house.js';

describe('fourteen nights', () => {
  let b: BackupHouse;
  beforeAll(async () => {
    b = await BackupHouse.open();
    const customer = await aCustomer(b.house);
    for (let each = 0; each < 8; each += 1) {
      const store = await aStore(b.house, customer);
      await b.push(
        store,
        Array.from({ length: 50 }, (_, at) => ({ name: 'e', args: `{"at":${at}}` })),
      );
    }
  }, 60_000);
  afterAll(() => b?.close());

  it('are fourteen good ones, two of them Sundays with a drill of everything', async () => {
    await switchOn(b, '2027-03-21T12:00Z', 'Europe/Berlin');
    // Over the night in which the clocks change.
    expect(await simulate(b, new Date('2027-03-22T03:00:00Z'), 14)).toEqual([]);
    const shown = await strip(b, new Date('2027-04-04T08:00:00Z'));
    expect(shown.nights.map(({ state }) => state)).toEqual(Array(14).fill('good'));
    expect(`${shown.good} of ${shown.of}`).toBe('14 of 14');
    const drills: { drilled: string }[] = await b.sql(
      `SELECT report->>'drilled' AS drilled FROM backup_restore WHERE mode = 'drill' AND state = 'succeeded'`,
    );
    expect(drills).toHaveLength(14);
    expect(drills.filter(({ drilled }) => drilled.startsWith('everything'))).toHaveLength(2);
  }, 600_000);
});

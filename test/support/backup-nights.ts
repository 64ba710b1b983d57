/** Nights by an injected clock: the tick decides, the queue works, as in a house that runs. */
import { BackupNights } from '../../plugins/backup/backend/policy/backup-nights.service.js';
import { PolicyTicker } from '../../plugins/backup/backend/policy/policy-ticker.service.js';
import type { BackupHouse } from './backup-house.js';

/** The shipped policy, switched on from this moment and with nothing noted yet. */
export async function switchOn(b: BackupHouse, since: string, zone = 'UTC'): Promise<string> {
  await b.sql('DELETE FROM backup_slot');
  await b.sql(
    `UPDATE backup_policy SET enabled = true, since = $1, zone = $2, alarmed_at = NULL WHERE seed = 'nightly'`,
    [since, zone],
  );
  const [{ id }] = await b.sql(`SELECT id FROM backup_policy WHERE seed = 'nightly'`);
  return id;
}

export const tick = (b: BackupHouse, now: Date) => b.house.get(PolicyTicker).tick(now);

/** What the console shows. */
export const strip = (b: BackupHouse, now: Date) => b.house.get(BackupNights).last(now);

/** One night after the other; answers what went wrong in the queue. */
export async function simulate(b: BackupHouse, from: Date, nights: number): Promise<unknown[]> {
  const failed: unknown[] = [];
  for (let night = 0; night < nights; night += 1) {
    await tick(b, new Date(from.getTime() + night * 86_400_000));
    failed.push(...(await b.house.runJobs()).failed);
  }
  return failed;
}

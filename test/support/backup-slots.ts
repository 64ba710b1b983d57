/** Four real processes over one database, at the same slots at the same moments; one of them is killed in mid-run. */
import { readdirSync } from 'node:fs';
import path from 'node:path';
import type { BackupHouse } from './backup-house.js';
import { switchOn } from './backup-nights.js';
import { type SpawnedProcess, spawnTypescript } from './spawn-typescript.js';

const PROCESSES = 4;
/** In the middle of the smallest archive. */
const HOLD_AT = 1;

export interface SlotRuns {
  readonly slots: number;
  readonly runs: readonly { readonly state: string; readonly attempts: number; readonly files: number }[];
}

/** The one that has the run of slot `killAt` dies of SIGKILL while it writes; the others go on. */
export async function slotsAmongProcesses(b: BackupHouse, slots: number, killAt: number): Promise<SlotRuns> {
  await switchOn(b, '2027-04-01T12:00Z');
  await b.sql('UPDATE backup_policy SET drill_workspaces = 0, drill_everything_on = NULL');
  let alive = Array.from({ length: PROCESSES }, () =>
    spawnTypescript('test/fixtures/backup-process/slots.ts', {
      BACKUP_DATABASE_URL: b.house.databaseUrl,
      BACKUP_FOLDER: b.folder,
    }),
  );
  const all = (line: string) =>
    alive.map(async (each) => {
      each.tell(line);
      await each.said(`done ${line}`, 60_000);
    });
  try {
    await Promise.all(alive.map((each) => each.said('ready', 120_000)));
    for (let slot = 1; slot <= slots; slot += 1) {
      const moment = `tick 2027-04-${String(slot + 1).padStart(2, '0')}T02:15:03Z`;
      if (slot !== killAt) {
        await Promise.all(all(moment));
        continue;
      }
      await Promise.all(all(`hold ${HOLD_AT}`));
      const ticking = alive.map((each) => {
        each.tell(moment);
        return each.said('held', 60_000).then(() => each);
      });
      const killed = await Promise.any(ticking);
      for (const other of ticking) other.catch(() => undefined);
      await killed.kill();
      alive = alive.filter((each) => each !== killed);
      await Promise.all(alive.map((each) => each.said(`done ${moment}`, 60_000)));
      await Promise.all(all('hold 1e15'));
      await leaseIsOver(b);
      // Each minute one of the workers looks for what was left; here all of them do, at once.
      await Promise.all(all('sweep'));
    }
    return await whatCameOfIt(b);
  } finally {
    await Promise.all(alive.map((each: SpawnedProcess) => each.kill()));
  }
}

async function leaseIsOver(b: BackupHouse): Promise<void> {
  for (;;) {
    const left = await b.sql(`SELECT FROM backup_run WHERE state = 'running' AND lease_until >= clock_timestamp()`);
    if (left.length === 0) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

async function whatCameOfIt(b: BackupHouse): Promise<SlotRuns> {
  const noted = await b.sql(`SELECT FROM backup_slot WHERE state = 'queued'`);
  const runs: { id: string; state: string; attempts: number }[] = await b.sql(
    `SELECT id, state, attempts FROM backup_run WHERE trigger = 'schedule' ORDER BY slot_at`,
  );
  return {
    slots: noted.length,
    runs: runs.map(({ id, state, attempts }) => ({
      state,
      attempts,
      files: readdirSync(path.join(b.folder, id)).length,
    })),
  };
}

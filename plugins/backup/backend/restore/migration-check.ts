import type pg from 'pg';
import { MIGRATION_LEDGER } from '../export/declared-tables.js';
import { BackupError } from '../failure.js';

/** A backup of a newer release is refused: nobody here knows what its tables mean. */
export async function checkMigrations(client: pg.ClientBase, ofBackup: readonly string[]): Promise<void> {
  const { rows } = await client.query<{ name: string }>(`SELECT name FROM ${MIGRATION_LEDGER}`);
  refuseNewer(
    ofBackup,
    rows.map(({ name }) => name),
  );
}

export function refuseNewer(ofBackup: readonly string[], known: readonly string[]): void {
  const newer = ofBackup.filter((name) => !known.includes(name));
  if (newer.length > 0) {
    throw new BackupError('newer_schema', `The backup is of a newer release (${newer.join(', ')}): update first.`);
  }
}

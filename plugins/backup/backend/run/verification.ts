/** Reads a backup to its last byte: every block is decrypted and every row counted. */
import { linesIn, RowsMissing } from '../export/copy-rows.js';
import type { OpenBackup } from '../format/open-backup.js';
import { UnsoundSegment } from '../format/unsound.js';
import type { ProgressMeter } from '../progress/progress-meter.js';

export interface Verified {
  readonly rows: number;
  readonly bytes: number;
}

/** Throws at the first thing that is not as the manifest says. */
export async function verify(
  { manifest, reader }: OpenBackup,
  signal: AbortSignal,
  meter?: ProgressMeter,
): Promise<Verified> {
  await reader.checkBeginning();
  meter?.expect(manifest.tables.map(({ name, rows }) => [name, rows]));
  const totals = new Map(manifest.tables.map(({ name }) => [name, { rows: 0, bytes: 0 }]));
  const { segments } = reader.index;
  let all = 0;
  let bytesOfAll = 0;
  for (const segment of segments) {
    for await (const { table, rows, bytes, text } of reader.sections(segment)) {
      signal.throwIfAborted();
      let counted = 0;
      for await (const part of text) {
        const lines = linesIn(part);
        counted += lines;
        meter?.add(table, lines, part.length);
      }
      if (counted !== rows) throw new RowsMissing(table, counted, rows);
      const total = totals.get(table);
      if (!total) throw new UnsoundSegment(`The manifest does not know the table ${table}.`);
      total.rows += rows;
      total.bytes += bytes;
      all += rows;
      bytesOfAll += bytes;
    }
  }
  for (const { name, rows } of manifest.tables) {
    const counted = totals.get(name)?.rows ?? 0;
    if (counted !== rows) throw new RowsMissing(name, counted, rows);
  }
  const workspaces = segments.filter(({ name }) => name !== 'instance').length;
  if (workspaces !== manifest.workspaces) throw new UnsoundSegment('The index does not hold every workspace.');
  return { rows: all, bytes: bytesOfAll };
}

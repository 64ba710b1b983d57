/** Reads a backup to its last byte: every block is decrypted and every row counted. */
import { linesIn, RowsMissing } from '../export/copy-rows.js';
import { UnsoundSegment } from '../format/archive-reader.js';
import type { OpenBackup } from './stored-backups.service.js';

export interface Verified {
  readonly rows: number;
  readonly bytes: number;
}

/** Throws at the first thing that is not as the manifest says. */
export async function verify(
  { manifest, reader }: OpenBackup,
  signal: AbortSignal,
  onProgress: (done: { segments: number; of: number; rows: number }) => void = () => undefined,
): Promise<Verified> {
  await reader.checkBeginning();
  const totals = new Map(manifest.tables.map(({ name }) => [name, { rows: 0, bytes: 0 }]));
  const { segments } = reader.index;
  let all = 0;
  let bytesOfAll = 0;
  for (const [at, segment] of segments.entries()) {
    for await (const { table, rows, bytes, text } of reader.sections(segment)) {
      signal.throwIfAborted();
      let counted = 0;
      for await (const part of text) counted += linesIn(part);
      if (counted !== rows) throw new RowsMissing(table, counted, rows);
      const total = totals.get(table);
      if (!total) throw new UnsoundSegment(`The manifest does not know the table ${table}.`);
      total.rows += rows;
      total.bytes += bytes;
      all += rows;
      bytesOfAll += bytes;
    }
    onProgress({ segments: at + 1, of: segments.length, rows: all });
  }
  for (const { name, rows } of manifest.tables) {
    const counted = totals.get(name)?.rows ?? 0;
    if (counted !== rows) throw new RowsMissing(name, counted, rows);
  }
  const workspaces = segments.filter(({ name }) => name !== 'instance').length;
  if (workspaces !== manifest.workspaces) throw new UnsoundSegment('The index does not hold every workspace.');
  return { rows: all, bytes: bytesOfAll };
}

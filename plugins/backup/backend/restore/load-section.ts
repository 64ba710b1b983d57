import { pipeline } from 'node:stream/promises';
import type pg from 'pg';
import { copyIn, RowsMissing } from '../export/copy-rows.js';
import { quoted } from '../export/table-sql.js';
import type { Section } from '../format/archive-reader.js';

/** The columns that stand in the backup, as their section's first line names them. */
export function columnsOf({ header }: Section): string[] {
  return [...header.matchAll(/"((?:[^"]|"")*)"/g)].map(([, name = '']) => name.replaceAll('""', '"'));
}

/** Rows of a section into a table, with `text` in place of its own; all of them, or it throws. */
export async function loadSection(
  client: pg.ClientBase,
  section: Section,
  table: string,
  text: AsyncIterable<Buffer> = section.text,
): Promise<void> {
  const columns = columnsOf(section).map(quoted).join(', ');
  const copy = copyIn(client, `${table} (${columns})`);
  await pipeline(text, copy);
  if (copy.rowCount !== section.rows) throw new RowsMissing(section.table, copy.rowCount ?? 0, section.rows);
}

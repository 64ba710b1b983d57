/** A workspace's segment as JSON that people and programs can read, in pieces: memory is that of one row. */
import type { BackupReader } from '../format/archive-reader.js';
import { copiedRows } from '../format/copied-rows.js';
import type { SegmentEntry } from '../format/table-of-contents.js';
import { columnsOf } from '../restore/load-section.js';

/** What of it is the workspace's own; the rest is bookkeeping of the house. */
const SHOWN: Readonly<Record<string, string>> = {
  workspace: 'workspace',
  workspace_membership: 'members',
  sync_event: 'events',
};
/** Columns that hold JSON or numbers already. */
const AS_THEY_ARE = new Set(['args', 'seq']);

export async function* readableExport(reader: BackupReader, segment: SegmentEntry, at: string): AsyncGenerator<string> {
  yield `{"format":1,"exportedAt":${JSON.stringify(at)}`;
  for await (const section of reader.sections(segment)) {
    const name = SHOWN[section.table];
    if (name === undefined) {
      for await (const _ of section.text);
      continue;
    }
    yield `,"${name}":[`;
    let first = true;
    const columns = columnsOf(section);
    for await (const values of copiedRows(section)) {
      yield `${first ? '' : ','}\n${asJson(columns, values)}`;
      first = false;
    }
    yield ']';
  }
  yield '}\n';
}

function asJson(columns: readonly string[], values: readonly (string | null)[]): string {
  const members = columns.map((column, at) => `${JSON.stringify(column)}:${jsonOf(column, values[at] ?? null)}`);
  return `{${members.join(',')}}`;
}

function jsonOf(column: string, text: string | null): string {
  if (text === null) return 'null';
  return AS_THEY_ARE.has(column) ? text : JSON.stringify(text);
}

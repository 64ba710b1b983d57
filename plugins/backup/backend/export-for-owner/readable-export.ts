/** A workspace's segment as JSON that people and programs can read, in pieces: memory is that of one row. */
import type { BackupReader, Section } from '../format/archive-reader.js';
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
const ESCAPED: Readonly<Record<string, string>> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t', v: '\v' };

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
    for await (const row of rowsOf(section)) {
      yield `${first ? '' : ','}\n${row}`;
      first = false;
    }
    yield ']';
  }
  yield '}\n';
}

async function* rowsOf(section: Section): AsyncGenerator<string> {
  const columns = columnsOf(section);
  let rest: Buffer = Buffer.alloc(0);
  for await (const part of section.text) {
    rest = rest.length > 0 ? Buffer.concat([rest, part]) : part;
    let from = 0;
    for (let end = rest.indexOf(10); end >= 0; end = rest.indexOf(10, from)) {
      yield asJson(columns, rest.toString('utf8', from, end));
      from = end + 1;
    }
    rest = rest.subarray(from);
  }
}

/** Line ends and tabs within a value are escaped, so the line can be cut at tabs. */
function asJson(columns: readonly string[], line: string): string {
  const values = line.split('\t');
  const members = columns.map((column, at) => `${JSON.stringify(column)}:${jsonOf(column, values[at] ?? '\\N')}`);
  return `{${members.join(',')}}`;
}

function jsonOf(column: string, copied: string): string {
  if (copied === '\\N') return 'null';
  const text = copied.replace(/\\(.)/g, (_, letter: string) => ESCAPED[letter] ?? letter);
  return AS_THEY_ARE.has(column) ? text : JSON.stringify(text);
}

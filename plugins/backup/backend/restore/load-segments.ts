/** The rows of a backup into the tables of a schema that is not yet used by anybody. */
import type pg from 'pg';
import type { DeclaredTable } from '../export/declared-tables.js';
import { BackupError } from '../failure.js';
import type { Section } from '../format/archive-reader.js';
import { INSTANCE_SEGMENT } from '../format/layout.js';
import type { OpenBackup } from '../format/open-backup.js';
import type { SegmentEntry } from '../format/table-of-contents.js';
import type { ProgressMeter } from '../progress/progress-meter.js';
import { checkLog, type Loaded } from './count-check.js';
import { columnsOf } from './load-section.js';
import { SegmentLoader } from './segment-loader.js';

/** Answers once the database has them all. First what belongs to all, for workspaces refer to it; then the workspaces, over all connections. */
export async function loadSegments(
  clients: readonly pg.ClientBase[],
  { reader }: Pick<OpenBackup, 'reader'>,
  tables: readonly DeclaredTable[],
  { signal, meter }: { readonly signal: AbortSignal; readonly meter?: ProgressMeter },
): Promise<Loaded> {
  const loaded = new Map<string, number>();
  const { segments } = reader.index;
  const load = async (client: pg.ClientBase, queue: Iterable<SegmentEntry>): Promise<void> => {
    const loader = new SegmentLoader(client);
    for (const segment of queue) {
      checkLog(segment);
      for await (const section of reader.sections(segment)) {
        signal.throwIfAborted();
        checkColumns(section, tables);
        await loader.add(section);
        loaded.set(section.table, (loaded.get(section.table) ?? 0) + section.rows);
        meter?.add(section.table, section.rows, section.bytes);
      }
      await loader.flushWhenFull();
    }
    await loader.end();
  };
  const first = segments.filter(({ number }) => number === INSTANCE_SEGMENT);
  const [lead] = clients;
  if (lead) await load(lead, first);
  const others = segments.filter(({ number }) => number !== INSTANCE_SEGMENT).values();
  await Promise.all(clients.map((client) => load(client, others)));
  return loaded;
}

function checkColumns(section: Section, tables: readonly DeclaredTable[]): void {
  const known = tables.find(({ name }) => name === section.table);
  const gone = columnsOf(section).filter((column) => !known?.columns.includes(column));
  if (known && gone.length === 0) return;
  throw new BackupError('schema_differs', `Its own migrations do not make ${section.table} as the backup has it.`);
}

/** What is loaded there is durable once the transaction is that puts it in its place; until then nothing waits for a disk. */
export function stagingOptions(schema: string): string {
  return `-c search_path=${schema} -c synchronous_commit=off`;
}

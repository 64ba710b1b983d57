/** The segments of an export that are being written, and what was counted of each table. */
import type { ArchiveWriter, SegmentWriter } from '../format/archive-writer.js';
import type { SegmentEntry } from '../format/table-of-contents.js';
import type { RowsByOwner } from './copy-rows.js';
import type { DeclaredTable } from './declared-tables.js';
import { headerOf, SECTION_END } from './table-sql.js';

export interface TableCount {
  rows: number;
  bytes: number;
}

export type OnProgress = (table: string, count: TableCount) => void;

/** Rows of tables that are small in whole, by table and workspace. */
export type Small = ReadonlyMap<string, RowsByOwner['owners']>;

export interface Begun {
  readonly segment: SegmentWriter;
  readonly written: SegmentEntry['tables'];
}

export class Segments {
  readonly counts = new Map<string, TableCount>();
  /** Those whose last blocks are still in work. */
  private readonly ending: Promise<unknown>[] = [];

  constructor(
    private readonly archive: ArchiveWriter,
    tables: readonly DeclaredTable[],
    private readonly onProgress: OnProgress,
  ) {
    for (const { name, scope } of tables) {
      if (scope === 'workspace' || scope === 'instance') this.counts.set(name, { rows: 0, bytes: 0 });
    }
  }

  begin(number: number, name: string): Begun {
    return { segment: this.archive.segment(number, name), written: [] };
  }

  count({ name }: DeclaredTable, rows: number, bytes: number): void {
    const count = this.counts.get(name);
    if (!count) throw new Error(`The table ${name} is not exported.`);
    count.rows += rows;
    count.bytes += bytes;
    this.onProgress(name, count);
  }

  async writeSmall(
    table: DeclaredTable,
    workspaceId: string,
    { segment, written }: Begun,
    small: Small,
  ): Promise<void> {
    const { rows, parts } = small.get(table.name)?.get(workspaceId) ?? { rows: 0, parts: [] };
    await segment.write(headerOf(table));
    let bytes = 0;
    for (const part of parts) {
      bytes += part.length;
      await segment.write(part);
    }
    await segment.write(SECTION_END);
    this.count(table, rows, bytes);
    written.push([table.name, rows, bytes]);
  }

  /** The next one is begun while the last blocks of this one are still compressed. */
  endLater({ segment, written }: Begun, log?: SegmentEntry['log']): void {
    const ended = segment.end({ tables: written, log });
    ended.catch(() => undefined);
    this.ending.push(ended);
  }

  async ended(): Promise<void> {
    await Promise.all(this.ending);
  }
}

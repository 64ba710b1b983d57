/**
 * A backup of what was added, read as if it were whole: tables that only grow begin in the backup on which it stands, and
 * all others are its own.
 */
import { type ArchiveReader, type BackupReader, type Section } from './archive-reader.js';
import type { ArchiveIndex, SegmentEntry } from './table-of-contents.js';
import { UnsoundSegment } from './unsound.js';

export class ChainedReader implements BackupReader {
  readonly index: ArchiveIndex;

  constructor(
    private readonly last: ArchiveReader,
    private readonly base: BackupReader,
    private readonly growing: ReadonlySet<string>,
  ) {
    this.index = { segments: last.index.segments.map((entry) => this.whole(entry)) };
  }

  segmentOf(name: string): SegmentEntry | undefined {
    return this.index.segments.find((segment) => segment.name === name);
  }

  checkBeginning(): Promise<void> {
    return this.last.checkBeginning();
  }

  async *sections({ name }: SegmentEntry): AsyncGenerator<Section> {
    const own = this.last.segmentOf(name);
    if (!own) return;
    const before = this.before(own);
    for await (const section of this.last.sections(own)) {
      if (before && this.growing.has(section.table)) yield await this.joined(section, before);
      else yield section;
    }
  }

  private whole(entry: SegmentEntry): SegmentEntry {
    const before = this.before(entry);
    if (!before) return entry;
    const tables = entry.tables.map(([table, rows, bytes]): SegmentEntry['tables'][number] => {
      const [, more = 0, moreBytes = 0] = this.growing.has(table)
        ? (before.tables.find(([name]) => name === table) ?? [])
        : [];
      return [table, rows + more, bytes + moreBytes];
    });
    return { ...entry, tables };
  }

  /** What of a workspace stands in the base; undefined when all of it is here. */
  private before({ name, log }: SegmentEntry): SegmentEntry | undefined {
    if (!log?.from) return undefined;
    const before = this.base.segmentOf(name);
    if (before?.log?.head === log.from && before.log.backendId === log.backendId) return before;
    throw new UnsoundSegment(`A log goes on after ${log.from}, and does not end there in the backup before.`);
  }

  private async joined(section: Section, before: SegmentEntry): Promise<Section> {
    const [, rows = 0, bytes = 0] = before.tables.find(([name]) => name === section.table) ?? [];
    const { base } = this;
    async function* text(): AsyncGenerator<Buffer> {
      for await (const earlier of base.sections(before)) {
        const wanted = earlier.table === section.table;
        if (wanted && earlier.header !== section.header) {
          throw new UnsoundSegment(`${section.table} has other columns in the backup before.`);
        }
        for await (const part of earlier.text) if (wanted) yield part;
      }
      yield* section.text;
    }
    return { ...section, rows: section.rows + rows, bytes: section.bytes + bytes, text: text() };
  }
}

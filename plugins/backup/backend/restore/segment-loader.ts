/**
 * Rows of many segments, table by table: what several workspaces have of one table goes in by one copy. A table is
 * written after those to which it refers, for that is the order in which they stand in a segment.
 */
import type pg from 'pg';
import { copyIn, RowsMissing } from '../export/copy-rows.js';
import { quoted } from '../export/table-sql.js';
import type { Section } from '../format/archive-reader.js';
import { columnsOf, loadSection } from './load-section.js';

/** What is held at most before it is written, in bytes. */
const HELD_BYTES = 4 << 20;

interface Held {
  readonly table: string;
  readonly columns: string;
  rows: number;
  readonly parts: Buffer[];
}

export class SegmentLoader {
  private held = new Map<string, Held>();
  private bytes = 0;
  /** What was held before is on its way to the database while more is read. */
  private writing: Promise<void> = Promise.resolve();

  constructor(private readonly client: pg.ClientBase) {}

  async add(section: Section): Promise<void> {
    const columns = columnsOf(section).map(quoted).join(', ');
    if (section.bytes > HELD_BYTES) {
      await this.end();
      await loadSection(this.client, section, quoted(section.table));
      return;
    }
    let held = this.held.get(section.table);
    if (!held) {
      held = { table: section.table, columns, rows: 0, parts: [] };
      this.held.set(section.table, held);
    }
    for await (const part of section.text) held.parts.push(part);
    held.rows += section.rows;
    this.bytes += section.bytes;
  }

  /** Between two segments. Throws {@link RowsMissing}, of those before. */
  async flushWhenFull(): Promise<void> {
    if (this.bytes >= HELD_BYTES) await this.flush();
  }

  /** Once all is written. Throws {@link RowsMissing}. */
  async end(): Promise<void> {
    await this.flush();
    await this.writing;
  }

  private async flush(): Promise<void> {
    await this.writing;
    const all = [...this.held.values()];
    this.held = new Map();
    this.bytes = 0;
    this.writing = this.write(all);
    // Met by whoever waits for it.
    this.writing.catch(() => undefined);
  }

  private async write(all: readonly Held[]): Promise<void> {
    for (const { table, columns, rows, parts } of all) {
      if (rows === 0) continue;
      const copy = copyIn(this.client, `${quoted(table)} (${columns})`);
      const done = new Promise<void>((resolve, reject) => copy.once('finish', resolve).once('error', reject));
      for (const part of parts) copy.write(part);
      copy.end();
      await done;
      if (copy.rowCount !== rows) throw new RowsMissing(table, copy.rowCount ?? 0, rows);
    }
  }
}

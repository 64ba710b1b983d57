/**
 * Reads an archive by ranges: of a workspace only its blocks. Nothing leaves here that was not decrypted, and
 * checked to be the block that stands at this place; so a flipped bit or a missing end is an error, never fewer rows.
 */

import { hashOfSegment } from './archive-writer.js';
import { codecOf } from './codecs.js';
import { INDEX_SEGMENT, MAGIC } from './layout.js';
import type { Manifest } from './manifest.js';
import { DamagedBlock, type DataKey, openBlock, sha256 } from './seal.js';
import { type ArchiveIndex, archiveIndex, type SegmentEntry } from './table-of-contents.js';
import { UnsoundSegment } from './unsound.js';

/** Answers exactly these bytes, or throws. */
export type ReadRange = (offset: number, length: number) => Promise<Buffer>;

/** Blocks that lie side by side are fetched together, up to so many bytes. */
const FETCH_BYTES = 4 << 20;

export interface Section {
  readonly table: string;
  readonly rows: number;
  readonly bytes: number;
  /** `COPY table (columns) FROM stdin;` */
  readonly header: string;
  /** To be read to its end before the next section is asked for. */
  readonly text: AsyncIterable<Buffer>;
}

/** What restores and verifications read from, whether it lies in one archive or in several. */
export interface BackupReader {
  readonly index: ArchiveIndex;
  segmentOf(name: string): SegmentEntry | undefined;
  checkBeginning(): Promise<void>;
  sections(entry: SegmentEntry): AsyncGenerator<Section>;
}

export class ArchiveReader implements BackupReader {
  private constructor(
    private readonly manifest: Manifest,
    private readonly dataKey: DataKey,
    private readonly read: ReadRange,
    readonly index: ArchiveIndex,
  ) {}

  static async open(manifest: Manifest, dataKey: DataKey, read: ReadRange): Promise<ArchiveReader> {
    const number = INDEX_SEGMENT;
    const entry = { number, name: 'index', tables: [], blocks: manifest.index.blocks };
    const parts: Buffer[] = [];
    for await (const part of textOf(manifest.id, dataKey, read, entry)) parts.push(part);
    const index = archiveIndex.parse(JSON.parse(Buffer.concat(parts).toString()));
    const hash = sha256(...index.segments.map(hashOfSegment)).toString('hex');
    if (hash !== manifest.archive.sha256) throw new UnsoundSegment('The index is not that of the manifest.');
    return new ArchiveReader(manifest, dataKey, read, index);
  }

  segmentOf(name: string): SegmentEntry | undefined {
    return this.index.segments.find((segment) => segment.name === name);
  }

  /** Checks the line that names the archive. */
  async checkBeginning(): Promise<void> {
    if (!(await this.read(0, MAGIC.length)).equals(MAGIC)) throw new UnsoundSegment('This is no archive.');
  }

  async *sections(entry: SegmentEntry): AsyncGenerator<Section> {
    const text = new TextCursor(textOf(this.manifest.id, this.dataKey, this.read, entry));
    for (const [table, rows, bytes] of entry.tables) {
      const header = await text.line();
      if (!header.startsWith(`COPY ${table} (`)) throw new UnsoundSegment(`Instead of ${table} stands: ${header}`);
      yield { table, rows, bytes, header, text: text.take(bytes) };
      if ((await text.line()) !== '\\.') throw new UnsoundSegment(`The rows of ${table} do not end where they should.`);
    }
    await text.expectEnd();
  }
}

async function* textOf(
  backupId: string,
  dataKey: DataKey,
  read: ReadRange,
  { number, blocks }: Pick<SegmentEntry, 'number' | 'blocks'>,
): AsyncGenerator<Buffer> {
  let ahead = blocks.length > 0 ? fetchFrom(read, blocks, 0) : undefined;
  while (ahead) {
    const { from, parts } = await ahead;
    const next = from + parts.length;
    ahead = next < blocks.length ? fetchFrom(read, blocks, next) : undefined;
    // Its failure is met when its turn comes.
    ahead?.catch(() => undefined);
    for (const [offset, block] of parts.entries()) {
      const counter = from + offset;
      const place = { backupId, segment: number, counter, final: counter === blocks.length - 1 };
      if (sha256(block).toString('base64') !== blocks[counter]?.[2]) throw new DamagedBlock(place);
      const { codec, packed } = openBlock(dataKey, place, block);
      yield await (await codecOf(codec)).decompress(packed);
    }
  }
}

async function fetchFrom(read: ReadRange, blocks: SegmentEntry['blocks'], from: number) {
  const [start = 0, first = 0] = blocks[from] ?? [];
  let end = start + first;
  let next = from + 1;
  for (; next < blocks.length; next += 1) {
    const [at = 0, length = 0] = blocks[next] ?? [];
    if (at !== end || end + length - start > FETCH_BYTES) break;
    end += length;
  }
  const bytes = await read(start, end - start);
  const parts = blocks.slice(from, next).map(([at, length]) => bytes.subarray(at - start, at - start + length));
  return { from, parts };
}

/** Lines and counted stretches of a text that comes in pieces. */
class TextCursor {
  private rest: Buffer = Buffer.alloc(0);
  private readonly pieces: AsyncIterator<Buffer>;

  constructor(text: AsyncIterable<Buffer>) {
    this.pieces = text[Symbol.asyncIterator]();
  }

  async line(): Promise<string> {
    let line = Buffer.alloc(0);
    for (;;) {
      const end = this.rest.indexOf(10);
      if (end >= 0) {
        line = Buffer.concat([line, this.rest.subarray(0, end)]);
        this.rest = this.rest.subarray(end + 1);
        return line.toString();
      }
      line = Buffer.concat([line, this.rest]);
      if (!(await this.more())) throw new UnsoundSegment('A segment ends too early.');
    }
  }

  async *take(bytes: number): AsyncGenerator<Buffer> {
    for (let left = bytes; left > 0; ) {
      if (this.rest.length === 0 && !(await this.more())) throw new UnsoundSegment('A segment ends too early.');
      const part = this.rest.subarray(0, left);
      this.rest = this.rest.subarray(part.length);
      left -= part.length;
      if (part.length > 0) yield part;
    }
  }

  async expectEnd(): Promise<void> {
    while (this.rest.length === 0 && (await this.more()));
    if (this.rest.length > 0) throw new UnsoundSegment('A segment is longer than its tables.');
  }

  private async more(): Promise<boolean> {
    const { value, done } = await this.pieces.next();
    this.rest = done ? Buffer.alloc(0) : value;
    return !done;
  }
}

/**
 * Writes an archive: cuts text into blocks, has several of them compressed at a time, and appends each when it is ready.
 * Blocks of segments that are written at the same time lie among each other; the index knows where. Memory is that of
 * the blocks in work, whatever is written.
 */
import { once } from 'node:events';
import type { Writable } from 'node:stream';
import type { Codec } from './codecs.js';
import { BLOCK_BYTES, INDEX_SEGMENT, MAGIC } from './layout.js';
import { type DataKey, sealBlock, sha256 } from './seal.js';
import type { SegmentEntry } from './table-of-contents.js';

/** Blocks that are compressed at the same time. */
const IN_WORK = 8;

export interface WrittenArchive {
  readonly bytes: number;
  readonly sha256: string;
  readonly index: { readonly blocks: SegmentEntry['blocks'] };
}

export class ArchiveWriter {
  private offset = 0;
  private readonly free: Buffer[] = [];
  private inWork = 0;
  private readonly waiting: (() => void)[] = [];
  private readonly segments: SegmentEntry[] = [];
  private failure: unknown;
  private draining: Promise<unknown> | undefined;

  constructor(
    private readonly backupId: string,
    private readonly dataKey: DataKey,
    private readonly codec: Codec,
    private readonly out: Writable,
    /** A block is cut where it is so long; at most {@link BLOCK_BYTES}. */
    readonly blockBytes = BLOCK_BYTES,
  ) {
    out.on('error', (error) => {
      this.failure ??= error;
      this.letGo();
    });
  }

  /** Bytes appended so far. */
  get bytes(): number {
    return this.offset;
  }

  async begin(): Promise<void> {
    await this.append(MAGIC);
  }

  segment(number: number, name: string): SegmentWriter {
    return new SegmentWriter(this, number, name);
  }

  /** Writes the index; the caller ends the stream. */
  async finish(): Promise<WrittenArchive> {
    const ordered = this.segments.sort((a, b) => a.number - b.number);
    const index = this.segment(INDEX_SEGMENT, 'index');
    await index.write(Buffer.from(JSON.stringify({ segments: ordered })));
    const { blocks } = await index.end({});
    const hashes = ordered.map((segment) => hashOfSegment(segment));
    return { bytes: this.offset, sha256: sha256(...hashes).toString('hex'), index: { blocks } };
  }

  /** @internal An empty buffer of a block's size; waits while too many blocks are in work. */
  async takeBuffer(): Promise<Buffer> {
    while (this.inWork >= IN_WORK && this.failure === undefined) {
      await new Promise<void>((resolve) => this.waiting.push(resolve));
    }
    if (this.failure !== undefined) throw this.failure;
    this.inWork += 1;
    return this.free.pop() ?? Buffer.allocUnsafeSlow(this.blockBytes);
  }

  /** @internal Gives the buffer back when its block is in the archive. */
  async addBlock(
    segment: number,
    counter: number,
    final: boolean,
    buffer: Buffer,
    length: number,
  ): Promise<[number, number, string]> {
    try {
      const packed = await this.codec.compress(buffer.subarray(0, length));
      const place = { backupId: this.backupId, segment, counter, final };
      const block = sealBlock(this.dataKey, place, this.codec.id, packed);
      const at = this.offset;
      const written = this.append(...block);
      const bytes = this.offset - at;
      const hash = sha256(...block).toString('base64');
      await written;
      return [at, bytes, hash];
    } finally {
      this.free.push(buffer);
      this.inWork -= 1;
      this.waiting.shift()?.();
    }
  }

  /** @internal */
  ended(segment: SegmentEntry): void {
    if (segment.number !== INDEX_SEGMENT) this.segments.push(segment);
  }

  /** One after the other, with nothing between them. */
  private async append(...parts: Buffer[]): Promise<void> {
    if (this.failure !== undefined) throw this.failure;
    let goesOn = true;
    for (const part of parts) {
      this.offset += part.length;
      goesOn = this.out.write(part);
    }
    if (goesOn) return;
    // One wait for all blocks that are ready.
    this.draining ??= this.drained().finally(() => {
      this.draining = undefined;
    });
    await this.draining;
    if (this.failure !== undefined) throw this.failure;
    if (this.out.destroyed) throw new Error('The archive was closed before it was complete.');
  }

  /** Whichever does not come is not listened for any longer: an archive waits as often as it has blocks. */
  private async drained(): Promise<void> {
    const settled = new AbortController();
    const { signal } = settled;
    try {
      await Promise.race([once(this.out, 'drain', { signal }), once(this.out, 'close', { signal })]);
    } finally {
      settled.abort();
    }
  }

  private letGo(): void {
    for (const go of this.waiting.splice(0)) go();
  }
}

/** The text of one segment, in the order in which it is written. */
export class SegmentWriter {
  private buffer: Buffer | undefined;
  private filled = 0;
  private counter = 0;
  private readonly blocks: Promise<[number, number, string]>[] = [];

  constructor(
    private readonly archive: ArchiveWriter,
    private readonly number: number,
    private readonly name: string,
  ) {}

  async write(...parts: readonly Buffer[]): Promise<void> {
    for (const text of parts) {
      for (let at = 0; at < text.length; ) {
        if (this.filled === this.archive.blockBytes) this.cut();
        this.buffer ??= await this.archive.takeBuffer();
        const copied = text.copy(this.buffer, this.filled, at);
        this.filled += copied;
        at += copied;
      }
    }
  }

  /** What was written so far becomes a block, so that it takes no room while the rest is waited for. */
  cut(): void {
    if (this.buffer && this.filled > 0) this.seal(this.buffer, false);
  }

  async end(facts: Partial<Pick<SegmentEntry, 'tables' | 'log'>>): Promise<SegmentEntry> {
    this.seal(this.buffer ?? (await this.archive.takeBuffer()), true);
    const blocks = await Promise.all(this.blocks);
    const entry: SegmentEntry = { number: this.number, name: this.name, blocks, tables: [], ...facts };
    this.archive.ended(entry);
    return entry;
  }

  private seal(buffer: Buffer, final: boolean): void {
    const block = this.archive.addBlock(this.number, this.counter, final, buffer, this.filled);
    // Its failure is told by `end`, or by the archive before.
    block.catch(() => undefined);
    this.blocks.push(block);
    this.counter += 1;
    this.filled = 0;
    this.buffer = undefined;
  }
}

/** SHA-256 over the hashes of its blocks, in their order. */
export function hashOfSegment({ blocks }: Pick<SegmentEntry, 'blocks'>): Buffer {
  return sha256(...blocks.map(([, , hash]) => Buffer.from(hash, 'base64')));
}

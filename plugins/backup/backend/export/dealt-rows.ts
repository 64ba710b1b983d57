/**
 * Rows as they lie in the table, dealt out to whose they are. So much of them is held, then those who have most hand
 * theirs on: memory stays the same whatever the size of the table.
 */
import { type Dealer, type Framed, HEADER } from './copy-out.js';
import { TAB } from './copy-rows.js';

/** What is held at most, in bytes. */
const HELD_BYTES = 12 << 20;
const PIECE_BYTES = 16 << 10;
/** To have more than so many at a time would mean very small blocks. */
export const MOST_OWNERS = 400;

export interface Dealt {
  readonly owner: string;
  readonly rows: number;
  readonly bytes: number;
  readonly parts: readonly Buffer[];
}

class Hand {
  rows = 0;
  bytes = 0;
  /** Of the last piece. */
  filled = 0;
  pieces: Buffer[] = [];
  /** Those that are full, as far as they are. */
  parts: Buffer[] = [];

  constructor(
    readonly owner: string,
    readonly key: DataView,
    /** Another one of the same mark. */
    readonly next: Hand | undefined,
  ) {}
}

export class DealtRows implements Dealer {
  private readonly hands = new Hands();
  private held = 0;

  /**
   * Rows begin with the value of their owner and a tab. What `handOn` is given is to be used up before it ends. `free` are
   * pieces that nobody uses, for all who deal.
   */
  constructor(
    private readonly free: Buffer[],
    private readonly handOn: (dealt: Dealt) => Promise<void>,
  ) {}

  get isFull(): boolean {
    return this.held > HELD_BYTES;
  }

  deal({ bytes, ends, from }: Framed): void {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
    let begin = from + HEADER;
    for (const end of ends) {
      this.give(this.hands.of(view, begin), bytes, begin, end);
      begin = end + HEADER;
    }
  }

  /** As many as must, those first who have most: the others' blocks grow meanwhile. */
  async relieve(): Promise<void> {
    while (this.isFull) {
      let most: Hand | undefined;
      for (const hand of this.hands.all) if (!most || hand.bytes > most.bytes) most = hand;
      if (most) await this.handOnAll(most);
    }
  }

  async end(): Promise<void> {
    for (const hand of this.hands.all) await this.handOnAll(hand);
  }

  private give(hand: Hand, bytes: Buffer, from: number, to: number): void {
    const length = to - from;
    let piece = hand.pieces[hand.pieces.length - 1];
    if (!piece || hand.filled + length > piece.length) {
      if (piece) hand.parts.push(piece.subarray(0, hand.filled));
      piece = this.takePiece(length);
      hand.pieces.push(piece);
      hand.filled = 0;
    }
    bytes.copy(piece, hand.filled, from, to);
    hand.filled += length;
    hand.rows += 1;
    hand.bytes += length;
  }

  private takePiece(length: number): Buffer {
    const piece = length > PIECE_BYTES ? Buffer.allocUnsafeSlow(length) : this.free.pop();
    const taken = piece ?? Buffer.allocUnsafeSlow(PIECE_BYTES);
    this.held += taken.length;
    return taken;
  }

  private async handOnAll(hand: Hand): Promise<void> {
    const { owner, rows, bytes, pieces, parts, filled } = hand;
    const last = pieces[pieces.length - 1];
    if (!last) return;
    await this.handOn({ owner, rows, bytes, parts: [...parts, last.subarray(0, filled)] });
    for (const piece of pieces) {
      this.held -= piece.length;
      if (piece.length === PIECE_BYTES) this.free.push(piece);
    }
    Object.assign(hand, { rows: 0, bytes: 0, filled: 0, pieces: [], parts: [] });
  }
}

/** By the bytes before the first tab; nothing is made of them for a row, as there are millions. */
class Hands {
  readonly all: Hand[] = [];
  private readonly byMark = new Map<number, Hand>();
  /** Of the last owner. Most are as long as the one before. */
  private length = 0;

  of(view: DataView, begin: number): Hand {
    const tab = begin + this.length;
    if (tab >= view.byteLength || view.getUint8(tab) !== TAB) this.length = lengthOf(view, begin);
    return this.find(view, begin) ?? this.findAnew(view, begin);
  }

  /** Another value may have a tab at the same place, but not before it. */
  private findAnew(view: DataView, begin: number): Hand {
    this.length = lengthOf(view, begin);
    return this.find(view, begin) ?? this.add(view, begin);
  }

  private find(view: DataView, begin: number): Hand | undefined {
    const { length } = this;
    let hand = this.byMark.get(markOf(view, begin, length));
    while (hand && !isSame(hand.key, view, begin, length)) hand = hand.next;
    return hand;
  }

  private add(view: DataView, begin: number): Hand {
    const at = view.byteOffset + begin;
    const key = view.buffer.slice(at, at + this.length);
    const mark = markOf(view, begin, this.length);
    const hand = new Hand(Buffer.from(key).toString(), new DataView(key), this.byMark.get(mark));
    this.all.push(hand);
    this.byMark.set(mark, hand);
    return hand;
  }
}

function lengthOf(view: DataView, begin: number): number {
  let to = begin;
  while (view.getUint8(to) !== TAB) to += 1;
  return to - begin;
}

/** Ids differ in their ends. */
function markOf(view: DataView, begin: number, length: number): number {
  if (length < 8) return length;
  return Math.imul(view.getInt32(begin + length - 8), 31) ^ view.getInt32(begin + length - 4);
}

function isSame(key: DataView, view: DataView, begin: number, length: number): boolean {
  if (key.byteLength !== length) return false;
  let at = 0;
  for (; at + 4 <= length; at += 4) if (key.getInt32(at) !== view.getInt32(begin + at)) return false;
  for (; at < length; at += 1) if (key.getUint8(at) !== view.getUint8(begin + at)) return false;
  return true;
}

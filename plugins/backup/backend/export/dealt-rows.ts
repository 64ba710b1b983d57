/**
 * Rows as they lie in the table, dealt out to whose they are. So much of them is held, then those who have most hand
 * theirs on: memory stays the same whatever the size of the table.
 */
import { type Dealer, type Framed, HEADER } from './copy-out.js';
import { TAB } from './copy-rows.js';
import type { Piece, Pieces } from './pieces.js';

/** What is held at most, in bytes. */
const HELD_BYTES = 12 << 20;
/** What is handed on at a time: enough to be at work on while as much is read. */
const RELIEF_BYTES = 1 << 20;
/** To have more than so many at a time would mean very small blocks. */
export const MOST_OWNERS = 400;

export interface Dealt {
  readonly owner: string;
  readonly rows: number;
  readonly bytes: number;
  readonly parts: readonly Buffer[];
  /** There is nothing more of this owner. */
  readonly last: boolean;
}

class Hand {
  rows = 0;
  bytes = 0;
  pieces: Piece[] = [];
  /** The one that is not full. */
  last: Piece | undefined;

  constructor(
    readonly owner: string,
    /** In bytes; asked of the key itself it would be a call for each row. */
    readonly length: number,
    readonly key: DataView,
    /** Another one of the same mark. */
    readonly next: Hand | undefined,
  ) {}
}

export class DealtRows implements Dealer {
  private readonly hands = new Hands();
  private held = 0;

  /**
   * Rows begin with the value of their owner and a tab. What `handOn` is given is to be used up before it ends; then its
   * pieces are given back.
   */
  constructor(
    private readonly pieces: Pieces,
    private readonly handOn: (dealt: Dealt) => Promise<void>,
  ) {}

  get isFull(): boolean {
    return this.held > HELD_BYTES;
  }

  deal({ bytes, ends, from }: Framed): void {
    const { buffer, byteOffset, length } = bytes;
    const { memory } = this.pieces;
    const beside = buffer === memory.buffer;
    const view = new DataView(buffer, byteOffset, length);
    let begin = from + HEADER;
    for (const end of ends) {
      const hand = this.hands.of(view, begin, end);
      const piece = this.room(hand, end - begin);
      const to = piece.from + piece.filled;
      if (beside && piece.memory === memory) memory.copyWithin(to, byteOffset + begin, byteOffset + end);
      else bytes.copy(piece.memory, to, begin, end);
      piece.filled += end - begin;
      hand.rows += 1;
      hand.bytes += end - begin;
      begin = end + HEADER;
    }
  }

  /** As many as must, those first who have most: the others' blocks grow meanwhile. */
  async relieve(): Promise<void> {
    while (this.held > HELD_BYTES - RELIEF_BYTES) {
      let most: Hand | undefined;
      for (const hand of this.hands.all) if (!most || hand.bytes > most.bytes) most = hand;
      if (most) await this.handOnAll(most, false);
    }
  }

  async end(): Promise<void> {
    for (const hand of this.hands.all) await this.handOnAll(hand, true);
  }

  private room(hand: Hand, length: number): Piece {
    const { last } = hand;
    if (last && last.filled + length <= last.length) return last;
    const piece = this.pieces.take(length);
    this.held += piece.length;
    hand.pieces.push(piece);
    hand.last = piece;
    return piece;
  }

  private async handOnAll(hand: Hand, last: boolean): Promise<void> {
    const { owner, rows, bytes, pieces } = hand;
    await this.handOn({ owner, rows, bytes, parts: pieces.map(({ text }) => text), last });
    for (const piece of pieces) {
      this.held -= piece.length;
      this.pieces.giveBack(piece);
    }
    hand.rows = 0;
    hand.bytes = 0;
    hand.pieces = [];
    hand.last = undefined;
  }
}

/** By the bytes before the first tab; nothing is made of them for a row, as there are millions. */
class Hands {
  readonly all: Hand[] = [];
  private readonly byMark = new Map<number, Hand>();
  /** Of the last owner. Most are as long as the one before. */
  private length = 0;

  of(view: DataView, begin: number, end: number): Hand {
    const tab = begin + this.length;
    if (tab >= end || view.getUint8(tab) !== TAB) this.length = lengthOf(view, begin);
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
    while (hand && !isSame(hand, view, begin, length)) hand = hand.next;
    return hand;
  }

  private add(view: DataView, begin: number): Hand {
    const at = view.byteOffset + begin;
    const key = view.buffer.slice(at, at + this.length);
    const mark = markOf(view, begin, this.length);
    const hand = new Hand(Buffer.from(key).toString(), this.length, new DataView(key), this.byMark.get(mark));
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

function isSame({ key, length: own }: Hand, view: DataView, begin: number, length: number): boolean {
  if (own !== length) return false;
  let at = 0;
  for (; at + 4 <= length; at += 4) if (key.getInt32(at) !== view.getInt32(begin + at)) return false;
  for (; at < length; at += 1) if (key.getUint8(at) !== view.getUint8(begin + at)) return false;
  return true;
}

/**
 * Room for rows that are held, in pieces that are used over and over. Most of it lies beside what a connection reads: what is
 * moved within one buffer leaves nothing for the garbage collector, and there are millions of rows.
 */
import type pg from 'pg';
import { LendingSocket, READ_BYTES } from './lending-socket.js';

const PIECE_BYTES = 16 << 10;

export class Piece {
  filled = 0;

  constructor(
    readonly memory: Buffer,
    readonly from: number,
    readonly length: number,
  ) {}

  get text(): Buffer {
    return this.memory.subarray(this.from, this.from + this.filled);
  }
}

export class Pieces {
  private readonly free: Piece[] = [];

  /** Of `memory` what lies behind `used` is taken first. */
  constructor(
    readonly memory: Buffer = Buffer.alloc(0),
    private used = 0,
  ) {}

  /** Beside what this connection reads. */
  static of(client: pg.Client): Pieces {
    const { stream } = (client as pg.Client & { readonly connection: pg.Connection }).connection;
    return stream instanceof LendingSocket ? new Pieces(stream.memory, READ_BYTES) : new Pieces();
  }

  /** An empty one, with room for a row of so many bytes. */
  take(bytes: number): Piece {
    if (bytes > PIECE_BYTES) return new Piece(Buffer.allocUnsafeSlow(bytes), 0, bytes);
    return this.free.pop() ?? this.add();
  }

  giveBack(piece: Piece): void {
    if (piece.length !== PIECE_BYTES) return;
    piece.filled = 0;
    this.free.push(piece);
  }

  private add(): Piece {
    const { memory, used } = this;
    if (used + PIECE_BYTES > memory.length) return new Piece(Buffer.allocUnsafeSlow(PIECE_BYTES), 0, PIECE_BYTES);
    this.used += PIECE_BYTES;
    return new Piece(memory, used, PIECE_BYTES);
  }
}

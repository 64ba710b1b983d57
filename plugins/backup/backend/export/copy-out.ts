/**
 * `COPY … TO STDOUT`, read off the connection itself, so that a row costs no object: of what comes at once, rows are moved
 * together in place and handed on as one piece, or dealt out from where they lie. Several statements go in one message.
 */
import type pg from 'pg';
import { RowsMissing } from './copy-rows.js';
import { LendingSocket, type Listener } from './lending-socket.js';

/** Whole rows, as they came; to be used up before `take` ends. */
export interface Rows {
  readonly text: Buffer;
  /** Where in the text each row ends. */
  readonly ends: readonly number[];
}

/** Whole rows as they lie in their messages; to be used up before `deal` returns. */
export interface Framed {
  readonly bytes: Buffer;
  /** Where each row ends. It begins {@link HEADER} bytes after the end of the one before, the first after `from`. */
  readonly ends: Uint32Array;
  readonly from: number;
}

export interface Count {
  readonly rows: number;
  readonly bytes: number;
}

export interface CopyStatement {
  /** A query in parentheses, or a table and its columns, which is a tenth less work for the database. */
  readonly source: string;
  /** For people: whose rows they are. */
  readonly what: string;
  begin?(): void | Promise<void>;
  take?(rows: Rows): void | Promise<void>;
  end?(count: Count): void | Promise<void>;
  /** In place of `take`. */
  readonly dealer?: Dealer;
}

export interface Dealer {
  deal(rows: Framed): void;
  /** Nothing more is dealt while {@link relieve} is at work. */
  readonly isFull: boolean;
  relieve(): Promise<void>;
}

/** Throws {@link RowsMissing} when the database tells of another number. After a failure the connection is to be ended. */
export function copyOut(client: pg.ClientBase, ...statements: CopyStatement[]): Promise<void> {
  return new Promise((resolve, reject) => {
    client.query(new CopyOut(statements, resolve, reject));
  });
}

/** Bytes of a message before its row. */
export const HEADER = 5;
const code = (letter: string) => letter.charCodeAt(0);
const [DATA, RESPONSE, DONE, COMPLETE] = [code('d'), code('H'), code('c'), code('C')];
/** May come at any time, and are pg's to understand. */
const ASIDE = new Set(['N', 'S', 'A'].map(code));

class CopyOut implements pg.Submittable {
  private stream!: NodeJS.ReadableStream;
  private parser!: Listener;
  /** What came and was not used up: from `at` to `filled`. Its room is used over and over. */
  private held: Buffer = Buffer.alloc(0);
  private at = 0;
  private filled = 0;
  /** Bytes without which nothing can be done. */
  private needed = 0;
  /** Of rows that are dealt: used over and over as well. */
  private ends = new Uint32Array(2048);
  private current = -1;
  private rows = 0;
  private bytes = 0;
  private readonly listener: Listener = (chunk) => this.arrive(chunk);

  constructor(
    private readonly statements: readonly CopyStatement[],
    private readonly resolve: () => void,
    private readonly reject: (error: unknown) => void,
  ) {}

  submit(connection: pg.Connection): void {
    this.stream = connection.stream;
    this.takeStream();
    const text = this.statements.map(({ source }) => `COPY ${source} TO STDOUT`).join(';');
    (connection as pg.Connection & { query(text: string): void }).query(text);
  }

  handleError(error: Error): void {
    this.reject(error);
  }

  handleReadyForQuery(): void {
    this.resolve();
  }

  private arrive(chunk: Buffer): void {
    try {
      if (!this.takeIn(chunk)) return;
    } catch (error) {
      // A socket that calls back has nobody to throw at but the process.
      this.stream.pause();
      this.reject(error);
      return;
    }
    this.stream.pause();
    this.work().then(
      (ended) => {
        if (!ended) this.stream.resume();
      },
      // Nobody reads on; the connection is ended by whom it belongs to.
      (error: unknown) => this.reject(error),
    );
  }

  /** Whether there is something to do that is waited for. */
  private takeIn(chunk: Buffer): boolean {
    const dealer = this.statements[this.current]?.dealer;
    const used = dealer ? this.dealFrom(chunk, dealer) : 0;
    if (used < chunk.length) this.keep(chunk.subarray(used));
    if (dealer) this.needed = this.wanted();
    return this.filled - this.at >= this.needed || dealer?.isFull === true;
  }

  /** Answers how much of it is used up: only the beginning of a row has to be kept. */
  private dealFrom(chunk: Buffer, dealer: Dealer): number {
    let used = 0;
    while (this.at < this.filled) {
      const lacking = this.at + this.wanted() - this.filled;
      if (lacking <= 0) {
        if (this.dealHeld(dealer) === 0) return used;
      } else if (lacking <= chunk.length - used) {
        this.keep(chunk.subarray(used, used + lacking));
        used += lacking;
      } else return used;
    }
    return this.dealOut(this.framedIn(chunk, used, chunk.length), dealer);
  }

  /** Answers how many bytes that were. */
  private dealHeld(dealer: Dealer): number {
    const begin = this.at;
    this.at = this.dealOut(this.framedIn(this.held, begin, this.filled), dealer);
    return this.at - begin;
  }

  /** Answers where the last row ends. */
  private dealOut(rows: Framed, dealer: Dealer): number {
    const { ends, from } = rows;
    const end = ends[ends.length - 1];
    if (end === undefined) return from;
    this.rows += ends.length;
    this.bytes += end - from - ends.length * HEADER;
    dealer.deal(rows);
    return end;
  }

  private framedIn(bytes: Buffer, from: number, to: number): Framed {
    let rows = 0;
    for (let at = from; to - at >= HEADER && bytes[at] === DATA; ) {
      const next = at + 1 + bytes.readInt32BE(at + 1);
      if (next > to) break;
      if (rows === this.ends.length) this.ends = grown(this.ends);
      this.ends[rows] = next;
      rows += 1;
      at = next;
    }
    return { bytes, ends: this.ends.subarray(0, rows), from };
  }

  /** Bytes of the message that is held first, or of its header while that is not there. */
  private wanted(): number {
    return this.filled - this.at < HEADER ? HEADER : 1 + this.held.readInt32BE(this.at + 1);
  }

  private keep(chunk: Buffer): void {
    const { held } = this;
    const rest = held.subarray(this.at, this.filled);
    const wanted = rest.length + chunk.length;
    if (wanted > held.length) this.held = Buffer.allocUnsafeSlow(Math.max(wanted, 2 * held.length));
    // The beginning of a large row stays where it is.
    if (this.at > 0 || this.held !== held) rest.copy(this.held);
    chunk.copy(this.held, rest.length);
    this.at = 0;
    this.filled = wanted;
  }

  /** True once pg has the connection back. */
  private async work(): Promise<boolean> {
    for (;;) {
      await this.workOnRows();
      const message = this.takeMessage();
      if (message === null) return false;
      const kind = message[0] ?? 0;
      if (kind === RESPONSE) await this.begin();
      else if (kind === COMPLETE) await this.end(message);
      else if (ASIDE.has(kind)) this.hand(message);
      else if (kind !== DONE) {
        this.giveBack(message);
        return true;
      }
    }
  }

  private async workOnRows(): Promise<void> {
    const statement = this.statements[this.current];
    if (statement?.dealer) {
      this.dealHeld(statement.dealer);
      if (statement.dealer.isFull) await statement.dealer.relieve();
      return;
    }
    const rows = this.takeRows();
    if (rows.ends.length === 0) return;
    this.rows += rows.ends.length;
    this.bytes += rows.text.length;
    await statement?.take?.(rows);
  }

  private takeRows(): Rows {
    const { held, filled } = this;
    const begin = this.at;
    const ends: number[] = [];
    let to = begin;
    while (filled - this.at >= HEADER && held[this.at] === DATA) {
      const next = this.at + 1 + held.readInt32BE(this.at + 1);
      if (next > filled) break;
      held.copyWithin(to, this.at + HEADER, next);
      to += next - this.at - HEADER;
      ends.push(to - begin);
      this.at = next;
    }
    return { text: held.subarray(begin, to), ends };
  }

  /** Null when it is not there to its end. */
  private takeMessage(): Buffer | null {
    const { held, at, filled } = this;
    this.needed = this.wanted();
    if (filled - at < this.needed) return null;
    this.at += this.needed;
    return held.subarray(at, this.at);
  }

  private async begin(): Promise<void> {
    this.current += 1;
    this.rows = 0;
    this.bytes = 0;
    await this.statements[this.current]?.begin?.();
  }

  private async end(message: Buffer): Promise<void> {
    const told = Number(/^COPY (\d+)/.exec(message.toString('latin1', HEADER))?.[1]);
    const { rows, bytes } = this;
    const statement = this.statements[this.current];
    if (rows !== told) throw new RowsMissing(statement?.what ?? '', rows, told);
    await statement?.end?.({ rows, bytes });
  }

  private giveBack(message: Buffer): void {
    this.leaveStream();
    this.hand(message);
    if (this.at < this.filled) this.hand(this.held.subarray(this.at, this.filled));
    this.stream.resume();
  }

  /** To pg, which may keep it. */
  private hand(bytes: Buffer): void {
    this.parser(Buffer.from(bytes));
  }

  private takeStream(): void {
    this.parser = this.stream.listeners('data')[0] as Listener;
    if (this.stream instanceof LendingSocket) {
      this.stream.lend(this.listener);
      return;
    }
    this.stream.removeListener('data', this.parser);
    this.stream.on('data', this.listener);
  }

  private leaveStream(): void {
    if (this.stream instanceof LendingSocket) {
      this.stream.takeBack();
      return;
    }
    this.stream.removeListener('data', this.listener);
    this.stream.on('data', this.parser);
  }
}

function grown(ends: Uint32Array<ArrayBuffer>): Uint32Array<ArrayBuffer> {
  const larger = new Uint32Array(2 * ends.length);
  larger.set(ends);
  return larger;
}

/**
 * `COPY … TO STDOUT`, read off the connection itself: of what comes at once, rows are moved together in place and handed
 * on as one piece, so that a row costs no object. Several statements go in one message.
 */
import type pg from 'pg';
import { RowsMissing } from './copy-rows.js';

/** Whole rows, as they came; to be used up before `take` ends. */
export interface Rows {
  readonly text: Buffer;
  /** Where in the text each row ends. */
  readonly ends: readonly number[];
}

export interface Count {
  readonly rows: number;
  readonly bytes: number;
}

export interface CopyStatement {
  /** What stands between the parentheses. */
  readonly select: string;
  /** For people: whose rows they are. */
  readonly what: string;
  begin?(): void | Promise<void>;
  take(rows: Rows): void | Promise<void>;
  end?(count: Count): void | Promise<void>;
}

/** Throws {@link RowsMissing} when the database tells of another number. After a failure the connection is to be ended. */
export function copyOut(client: pg.ClientBase, ...statements: CopyStatement[]): Promise<void> {
  return new Promise((resolve, reject) => {
    client.query(new CopyOut(statements, resolve, reject));
  });
}

const HEADER = 5;
const code = (letter: string) => letter.charCodeAt(0);
const [DATA, RESPONSE, DONE, COMPLETE] = [code('d'), code('H'), code('c'), code('C')];
/** May come at any time, and are pg's to understand. */
const ASIDE = new Set(['N', 'S', 'A'].map(code));

type Listener = (chunk: Buffer) => void;

class CopyOut implements pg.Submittable {
  private stream!: NodeJS.ReadableStream;
  private parser!: Listener;
  private held: Buffer = Buffer.alloc(0);
  private at = 0;
  private readonly parts: Buffer[] = [];
  private arrived = 0;
  /** Bytes without which nothing can be done. */
  private needed = 0;
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
    this.parser = this.stream.listeners('data')[0] as Listener;
    this.stream.removeListener('data', this.parser);
    this.stream.on('data', this.listener);
    const text = this.statements.map(({ select }) => `COPY (${select}) TO STDOUT`).join(';');
    (connection as pg.Connection & { query(text: string): void }).query(text);
  }

  handleError(error: Error): void {
    this.reject(error);
  }

  handleReadyForQuery(): void {
    this.resolve();
  }

  private arrive(chunk: Buffer): void {
    this.parts.push(chunk);
    this.arrived += chunk.length;
    if (this.arrived < this.needed) return;
    this.held = this.parts.length === 1 ? chunk : Buffer.concat(this.parts);
    this.at = 0;
    this.stream.pause();
    this.work().then(
      (ended) => {
        if (ended) return;
        const rest = this.held.subarray(this.at);
        this.parts.splice(0, this.parts.length, ...(rest.length > 0 ? [rest] : []));
        this.arrived = rest.length;
        this.stream.resume();
      },
      // Nobody reads on; the connection is ended by whom it belongs to.
      (error: unknown) => this.reject(error),
    );
  }

  /** True once pg has the connection back. */
  private async work(): Promise<boolean> {
    for (;;) {
      const rows = this.takeRows();
      if (rows.ends.length > 0) {
        this.rows += rows.ends.length;
        this.bytes += rows.text.length;
        await this.statements[this.current]?.take(rows);
      }
      const message = this.takeMessage();
      if (message === null) return false;
      const kind = message[0] ?? 0;
      if (kind === RESPONSE) await this.begin();
      else if (kind === COMPLETE) await this.end(message);
      else if (ASIDE.has(kind)) this.parser(message);
      else if (kind !== DONE) {
        this.giveBack(message);
        return true;
      }
    }
  }

  private takeRows(): Rows {
    const { held } = this;
    const begin = this.at;
    const ends: number[] = [];
    let to = begin;
    for (; held.length - this.at >= HEADER && held[this.at] === DATA; ) {
      const next = this.at + 1 + held.readInt32BE(this.at + 1);
      if (next > held.length) break;
      held.copyWithin(to, this.at + HEADER, next);
      to += next - this.at - HEADER;
      ends.push(to - begin);
      this.at = next;
    }
    return { text: held.subarray(begin, to), ends };
  }

  /** Null when it is not there to its end. */
  private takeMessage(): Buffer | null {
    const { held, at } = this;
    const there = held.length - at;
    this.needed = there < HEADER ? HEADER : 1 + held.readInt32BE(at + 1);
    if (there < this.needed) return null;
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
    this.stream.removeListener('data', this.listener);
    this.stream.on('data', this.parser);
    this.parser(message);
    const rest = this.held.subarray(this.at);
    if (rest.length > 0) this.parser(rest);
    this.stream.resume();
  }
}

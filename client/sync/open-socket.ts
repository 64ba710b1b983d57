/** One WebSocket: requests and their answers, and a heartbeat that notices a dead link. */
import {
  frames,
  type PullPage,
  pushRequests,
  readServerFrame,
  type WireCursor,
  type WireEvent,
  type WireFailure,
} from './wire.js';

export interface SocketEnd {
  readonly code: number;
  readonly reason: string;
}

export interface PullWatcher {
  /** The pages of one chunk, which `ack` answers as a whole. */
  chunk(pages: readonly PullPage[]): void;
  /** No chunk will follow. */
  end(end: PullEnd): void;
}

export type PullEnd =
  | { readonly kind: 'done' }
  | { readonly kind: 'lost' }
  | { readonly kind: 'failed'; readonly failure: WireFailure };

export interface OpenPull {
  /** Asks for the next chunk: the server sends none before. */
  ack(): void;
  cancel(): void;
}

export type PushOutcome =
  | { readonly kind: 'acked'; readonly head: number }
  | { readonly kind: 'failed'; readonly failure: WireFailure }
  /** The socket went before the answer came: the server may have it or not. */
  | { readonly kind: 'lost' };

const OPEN_LIMIT_MS = 15_000;
const PING_EVERY_MS = 10_000;
const PONG_LIMIT_MS = 10_000;
const PROBE_LIMIT_MS = 3_000;
const OPEN = 1;

export class OpenSocket {
  /** False when it ended before it opened. */
  readonly opened: Promise<boolean>;
  readonly ended: Promise<SocketEnd>;
  private readonly pulls = new Map<string, PullWatcher>();
  private readonly pushes = new Map<string, (answer: 'done' | 'lost' | WireFailure) => void>();
  private nextId = 0;
  private finish: (end: SocketEnd) => void = () => {};
  private heartbeat: ReturnType<typeof setTimeout> | undefined;
  private silence: ReturnType<typeof setTimeout> | undefined;
  private over = false;

  constructor(
    private readonly raw: WebSocket,
    private readonly storeId: string,
  ) {
    this.ended = new Promise((resolve) => {
      this.finish = resolve;
    });
    this.opened = new Promise((resolve) => {
      raw.onopen = () => {
        clearTimeout(this.silence);
        this.scheduleHeartbeat();
        resolve(true);
      };
      void this.ended.then(() => resolve(false));
    });
    raw.onmessage = ({ data }) => this.receive(data);
    raw.onclose = ({ code, reason }) => this.settle({ code, reason });
    // A close follows with its code; where none does, the heartbeat ends it.
    raw.onerror = () => {};
    this.silence = setTimeout(() => this.drop('no_answer'), OPEN_LIMIT_MS);
  }

  pull(cursor: WireCursor | null, live: boolean, watcher: PullWatcher): OpenPull {
    const id = this.takeId();
    if (this.over) queueMicrotask(() => watcher.end({ kind: 'lost' }));
    else this.pulls.set(id, watcher);
    this.send(frames.pull(id, this.storeId, cursor, live));
    return {
      ack: () => this.pulls.has(id) && this.send(frames.ack(id)),
      cancel: () => {
        if (this.pulls.delete(id)) this.send(frames.interrupt(id));
      },
    };
  }

  /** Sends the batch, in several requests if it is large; stops at the first that fails. */
  async push(batch: readonly WireEvent[], backendId: string | null): Promise<PushOutcome> {
    for (const part of pushRequests(batch)) {
      const answer = await this.pushPart(part, backendId);
      if (answer === 'lost') return { kind: 'lost' };
      if (answer !== 'done') return { kind: 'failed', failure: answer };
    }
    return { kind: 'acked', head: batch.at(-1)?.seqNum ?? 0 };
  }

  /** Sees at once whether the other side still answers. */
  probe(): void {
    this.ping(PROBE_LIMIT_MS);
  }

  close(code: number): void {
    if (this.over) return;
    this.raw.close(code);
    this.settle({ code, reason: '' });
  }

  /** Gives up on a link without waiting for the other side, which may be gone. */
  drop(reason: string): void {
    if (this.over) return;
    this.raw.close(4000, reason);
    this.settle({ code: 1006, reason: '' });
  }

  private pushPart(part: readonly WireEvent[], backendId: string | null): Promise<'done' | 'lost' | WireFailure> {
    return new Promise((resolve) => {
      if (this.over) return resolve('lost');
      const id = this.takeId();
      this.pushes.set(id, resolve);
      this.send(frames.push(id, this.storeId, part, backendId));
    });
  }

  private receive(data: unknown): void {
    if (this.over || typeof data !== 'string') return;
    clearTimeout(this.silence);
    const frame = readServerFrame(data);
    if (frame?.kind === 'pong') return;
    if (frame?.kind === 'chunk') this.pulls.get(frame.requestId)?.chunk(frame.pages);
    else if (frame?.kind === 'done') this.answer(frame.requestId, 'done');
    // LiveStore never pulls again after an unknown error; from a lost connection it comes back.
    else if (frame?.kind === 'failed' && frame.failure._tag !== 'Other') this.answer(frame.requestId, frame.failure);
    else this.drop('unknown_frame');
  }

  private answer(id: string, answer: 'done' | WireFailure): void {
    const watcher = this.pulls.get(id);
    this.pulls.delete(id);
    watcher?.end(answer === 'done' ? { kind: 'done' } : { kind: 'failed', failure: answer });
    const push = this.pushes.get(id);
    this.pushes.delete(id);
    push?.(answer);
  }

  private settle(end: SocketEnd): void {
    if (this.over) return;
    this.over = true;
    clearTimeout(this.heartbeat);
    clearTimeout(this.silence);
    for (const watcher of this.pulls.values()) watcher.end({ kind: 'lost' });
    for (const push of this.pushes.values()) push('lost');
    this.pulls.clear();
    this.pushes.clear();
    this.finish(end);
  }

  private scheduleHeartbeat(): void {
    this.heartbeat = setTimeout(() => {
      this.ping(PONG_LIMIT_MS);
      this.scheduleHeartbeat();
    }, PING_EVERY_MS);
  }

  private ping(limitMs: number): void {
    if (this.over || this.raw.readyState !== OPEN) return;
    clearTimeout(this.silence);
    this.silence = setTimeout(() => this.drop('no_pong'), limitMs);
    this.send(frames.ping);
  }

  private send(frame: string): void {
    if (!this.over && this.raw.readyState === OPEN) this.raw.send(frame);
  }

  private takeId(): string {
    const id = String(this.nextId);
    this.nextId += 1;
    return id;
  }
}

/** A device on the sync socket that hides nothing: every frame as it came, and how the socket ended. */
import { WebSocket } from 'ws';

export interface SyncTarget {
  /** `http://…` of the process. */
  readonly url: string;
  readonly storeId: string;
  readonly payload: unknown;
  /** As a browser tells it of the page. */
  readonly origin?: string;
}

export interface SyncChunk {
  readonly requestId: string;
  readonly events: readonly { readonly seqNum: number; readonly name: string; readonly args: unknown }[];
  readonly pageInfo: { readonly _tag: string; readonly remaining?: number };
  readonly backendId: string;
}

interface Frame {
  readonly _tag: string;
  readonly requestId: string;
  readonly values: readonly {
    batch: { eventEncoded: SyncChunk['events'][number] }[];
    pageInfo: SyncChunk['pageInfo'];
    backendId: string;
  }[];
  readonly exit: { readonly _tag: string; readonly cause?: { readonly error: Record<string, unknown> } };
}

/** The answer to an upgrade that was refused. */
export class UpgradeRefused extends Error {
  constructor(
    readonly status: number,
    readonly body: Record<string, unknown>,
    readonly headers: Record<string, unknown>,
  ) {
    super(`refused with ${status} ${JSON.stringify(body)}`);
  }
}

export class SyncSocket {
  readonly frames: string[] = [];
  readonly chunks: SyncChunk[] = [];
  readonly closed: Promise<{ code: number; reason: string; afterMs: number }>;
  /** Set to false to leave chunks without their Ack. */
  acks = true;
  private readonly exits = new Map<string, Frame['exit']>();
  private readonly watchers = new Set<() => void>();
  private nextId = 0;
  private ended = false;

  private constructor(
    readonly raw: WebSocket,
    private readonly storeId: string,
  ) {
    const openedAt = performance.now();
    raw.on('message', (data: Buffer) => this.receive(data.toString()));
    raw.on('error', () => undefined);
    this.closed = new Promise((resolve) => {
      raw.on('close', (code, reason) => {
        this.ended = true;
        this.changed();
        resolve({ code, reason: reason.toString(), afterMs: performance.now() - openedAt });
      });
    });
  }

  static open({ url, storeId, payload, origin }: SyncTarget): Promise<SyncSocket> {
    const query = new URLSearchParams({ storeId, transport: 'ws', payload: JSON.stringify(payload) });
    return SyncSocket.openUrl(`${url}/sync?${query}`, storeId, origin);
  }

  static async openUrl(url: string, storeId: string, origin?: string): Promise<SyncSocket> {
    const raw = new WebSocket(url.replace(/^http/, 'ws'), { origin });
    const socket = new SyncSocket(raw, storeId);
    await new Promise<void>((resolve, reject) => {
      raw.once('open', resolve);
      raw.once('error', reject);
      raw.once('unexpected-response', (_request, response) => {
        const parts: Buffer[] = [];
        response.on('data', (part: Buffer) => parts.push(part));
        response.on('end', () => {
          const text = Buffer.concat(parts).toString();
          try {
            reject(new UpgradeRefused(response.statusCode ?? 0, JSON.parse(text || '{}'), response.headers));
          } catch {
            reject(new Error(`refused with ${response.statusCode} and no code: ${text}`));
          }
        });
      });
    });
    return socket;
  }

  get backendId(): string {
    return this.chunks.at(-1)?.backendId ?? '';
  }

  get isClosed(): boolean {
    return this.ended;
  }

  /** Sequence numbers of all events that came, in the order they came. */
  get seqs(): number[] {
    return this.chunks.flatMap((chunk) => chunk.events.map((event) => event.seqNum));
  }

  /** Answers the request id. */
  pull(options: { live?: boolean; after?: number; backendId?: string; storeId?: string; id?: string } = {}): string {
    const { live = true, after, backendId = this.backendId, storeId = this.storeId, id = this.newId() } = options;
    const cursor =
      after === undefined ? { _tag: 'None' } : { _tag: 'Some', value: { backendId, eventSequenceNumber: after } };
    this.request(id, 'Pull', { storeId, live, cursor });
    return id;
  }

  /** Pulls, and waits for the first chunk. */
  async pullFirst(options: Parameters<SyncSocket['pull']>[0] = {}): Promise<SyncChunk> {
    const id = this.pull(options);
    return await this.until(() => this.chunks.find((chunk) => chunk.requestId === id));
  }

  send(text: string | Buffer): void {
    this.raw.send(text);
  }

  request(id: string, tag: string, payload: unknown): void {
    this.send(JSON.stringify({ _tag: 'Request', id, tag: `SyncWsRpc.${tag}`, payload, headers: [] }));
  }

  /** Sends a push and answers its request id. */
  sendPush(parent: number, events: readonly object[], backendId: string | null = this.backendId || null): string {
    const id = this.newId();
    const batch = events.map((event, index) => ({
      name: 'v1.Noted',
      args: {},
      clientId: 'c-test',
      sessionId: 's-test',
      seqNum: parent + index + 1,
      parentSeqNum: parent + index,
      ...event,
    }));
    const backend = backendId === null ? { _tag: 'None' } : { _tag: 'Some', value: backendId };
    this.request(id, 'Push', { storeId: this.storeId, batch, backendId: backend });
    return id;
  }

  /** `stored`, or the error LiveStore is told. */
  async push(
    parent: number,
    events: readonly object[] = [{}],
    backendId?: string | null,
  ): Promise<string | Record<string, unknown>> {
    return await this.exitOf(this.sendPush(parent, events, backendId));
  }

  async exitOf(id: string): Promise<string | Record<string, unknown>> {
    const exit = await this.until(() => this.exits.get(id));
    return exit._tag === 'Success' ? 'stored' : (exit.cause?.error ?? {});
  }

  /** Waits until the events up to `seq` have come. */
  async has(seq: number, withinMs = 5_000): Promise<void> {
    await this.until(() => (this.seqs.at(-1) ?? 0) >= seq || undefined, withinMs);
  }

  async until<T>(look: () => T | undefined, withinMs = 5_000): Promise<T> {
    return await new Promise<T>((resolve, reject) => {
      const timer = setTimeout(() => end(() => reject(new Error(`it did not come; so far: ${this.tail()}`))), withinMs);
      const watch = () => {
        const found = look();
        if (found !== undefined) end(() => resolve(found));
        else if (this.ended)
          void this.closed.then((how) => end(() => reject(new Error(`closed: ${JSON.stringify(how)}`))));
      };
      const end = (settle: () => void) => {
        clearTimeout(timer);
        this.watchers.delete(watch);
        settle();
      };
      this.watchers.add(watch);
      watch();
    });
  }

  /** Answers the request id again. */
  ack(requestId: string): string {
    this.send(JSON.stringify({ _tag: 'Ack', requestId }));
    return requestId;
  }

  /** Without a word, as when the network goes. */
  kill(): void {
    this.raw.terminate();
  }

  private receive(text: string): void {
    this.frames.push(text);
    const frame = JSON.parse(text) as Frame;
    if (frame._tag === 'Exit') this.exits.set(frame.requestId, frame.exit);
    if (frame._tag === 'Chunk') {
      for (const { batch, pageInfo, backendId } of frame.values) {
        const events = batch.map(({ eventEncoded }) => eventEncoded);
        this.chunks.push({ requestId: frame.requestId, events, pageInfo, backendId });
      }
      if (this.acks && !this.ended) this.ack(frame.requestId);
    }
    this.changed();
  }

  private changed(): void {
    for (const watch of this.watchers) watch();
  }

  private newId(): string {
    this.nextId += 1;
    return String(this.nextId);
  }

  private tail(): string {
    return this.frames.slice(-3).join(' ').slice(0, 600);
  }
}

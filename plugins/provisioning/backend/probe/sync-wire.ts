/** As much of the sync protocol as a probe needs, spoken by hand: it must not share a mistake with the server. */
import { WebSocket } from 'ws';

/** The server would not have us: by the status of the upgrade, or by the code it closed with. */
export class WireRefused extends Error {
  constructor(
    readonly status: number,
    detail: string,
  ) {
    super(`refused with ${status} ${detail}`);
    this.name = 'WireRefused';
  }
}

export interface WireTarget {
  /** Of the socket, without a query. */
  readonly url: string;
  readonly storeId: string;
  readonly ticket: string;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface WireEvent {
  readonly name: string;
  readonly args: unknown;
  readonly seqNum: number;
  readonly parentSeqNum: number;
  readonly clientId: string;
  readonly sessionId: string;
}

export interface Pulled {
  readonly backendId: string;
  readonly events: readonly WireEvent[];
}

interface ServerFrame {
  readonly _tag: string;
  readonly requestId?: string;
  readonly values?: { batch: { eventEncoded: WireEvent }[]; backendId: string }[];
  readonly exit?: { _tag: string; cause?: { error?: { _tag?: string } } };
}

type Receive = (frame: ServerFrame) => void;

export class SyncWire {
  private readonly receivers = new Map<string, Receive>();
  private readonly closed: Promise<never>;
  private requests = 0;

  private constructor(
    private readonly socket: WebSocket,
    private readonly storeId: string,
  ) {
    this.closed = new Promise((_, reject) => {
      socket.on('close', (code, reason) => reject(new WireRefused(code, reason.toString())));
    });
    this.closed.catch(() => undefined);
    socket.on('error', () => undefined);
    socket.on('message', (data) => this.receive(JSON.parse(data.toString()) as ServerFrame));
  }

  /** Throws `WireRefused` when the upgrade is refused. */
  static async open({ url, storeId, ticket, headers }: WireTarget, signal: AbortSignal): Promise<SyncWire> {
    signal.throwIfAborted();
    const payload = encodeURIComponent(JSON.stringify({ ticket }));
    const socket = new WebSocket(`${url}?storeId=${storeId}&payload=${payload}&transport=ws`, {
      handshakeTimeout: 10_000,
      headers,
    });
    const abort = () => socket.terminate();
    signal.addEventListener('abort', abort, { once: true });
    socket.once('close', () => signal.removeEventListener('abort', abort));
    await new Promise<void>((resolve, reject) => {
      socket.once('open', resolve);
      socket.once('error', reject);
      socket.once('unexpected-response', (_request, response) => {
        response.resume();
        reject(new WireRefused(response.statusCode ?? 0, response.statusMessage ?? ''));
        socket.terminate();
      });
    });
    return new SyncWire(socket, storeId);
  }

  /** What there is after the cursor, or all there is, by a pull that ends. */
  async pull(after?: { readonly backendId: string; readonly seq: number }): Promise<Pulled> {
    const events: WireEvent[] = [];
    let backendId = '';
    await new Promise<void>((resolve, reject) => {
      const cursor = after
        ? { _tag: 'Some', value: { backendId: after.backendId, eventSequenceNumber: after.seq } }
        : { _tag: 'None' };
      const id = this.request('Pull', { live: false, cursor }, (frame) => {
        if (frame._tag === 'Exit') return settle(frame, resolve, reject);
        for (const value of frame.values ?? []) {
          backendId = value.backendId;
          events.push(...value.batch.map(({ eventEncoded }) => eventEncoded));
        }
        this.send({ _tag: 'Ack', requestId: id });
      });
      this.closed.catch(reject);
    });
    return { backendId, events };
  }

  /** A pull that stays open; resolves with its first answer, and tells every later event. */
  async pullLive(hear: (event: WireEvent) => void): Promise<Pulled> {
    return await new Promise<Pulled>((resolve, reject) => {
      const id = this.request('Pull', { live: true, cursor: { _tag: 'None' } }, (frame) => {
        if (frame._tag === 'Exit') return settle(frame, () => undefined, reject);
        for (const { batch, backendId } of frame.values ?? []) {
          const events = batch.map(({ eventEncoded }) => eventEncoded);
          events.forEach(hear);
          resolve({ backendId, events });
        }
        this.send({ _tag: 'Ack', requestId: id });
      });
      this.closed.catch(reject);
    });
  }

  async push(event: WireEvent, backendId: string): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      const payload = { batch: [event], backendId: { _tag: 'Some', value: backendId } };
      this.request('Push', payload, (frame) => settle(frame, resolve, reject));
      this.closed.catch(reject);
    });
  }

  close(): void {
    this.socket.terminate();
  }

  private request(what: 'Pull' | 'Push', payload: object, receive: Receive): string {
    const id = String(this.requests++);
    this.receivers.set(id, receive);
    const body = { storeId: this.storeId, payload: {}, ...payload };
    this.send({ _tag: 'Request', id, tag: `SyncWsRpc.${what}`, payload: body, headers: [] });
    return id;
  }

  private receive(frame: ServerFrame): void {
    if (frame.requestId !== undefined) this.receivers.get(frame.requestId)?.(frame);
  }

  private send(frame: object): void {
    this.socket.send(JSON.stringify(frame));
  }
}

function settle({ exit }: ServerFrame, resolve: () => void, reject: (error: Error) => void): void {
  if (exit?._tag === 'Success') resolve();
  else reject(new Error(`answered ${exit?.cause?.error?._tag ?? 'a failure'}`));
}

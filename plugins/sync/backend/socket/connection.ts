/** One socket: reads its frames in order, answers them, and holds it to the limits. */
import type { Duplex } from 'node:stream';
import type { RawData, WebSocket } from 'ws';
import { type SyncClosing, syncClosings } from '../../names.js';
import { type ClientFrame, type PullFrame, type PushFrame, readClientFrame } from '../protocol/client-frame.js';
import { CloseSocket } from '../protocol/close-socket.js';
import { backendIdMismatch, PONG, pushDone, serverAhead } from '../protocol/server-frame.js';
import type { LogState } from '../store-log/event-log.js';
import type { Admission, SocketLimits } from './admission.js';
import { closingOf } from './failure.js';
import { type Outlet, Pull } from './pull.js';
import type { SocketObserver } from './socket-observer.js';
import type { StoreHub } from './store-hub.js';

/** How long a client may take to answer our close frame. */
const CLOSE_MS = 1_500;
const RATE_WINDOW_MS = 10_000;
/** The probe writes into a store that is not open yet. */
const PUSH_MODES = { session: ['open'], probe: ['provisioning', 'open'] } as const;
/** Bytes in the kernel's way before a pull waits. */
const CONGESTED_BYTES = 2_097_152;

/** How a device gets on, over all its pulls. */
export interface Progress {
  /** The newest event sent, and the newest acknowledged. */
  readonly sent: number;
  readonly acked: number;
  /** It follows the log: one of its pulls stays open. */
  readonly live: boolean;
  /** Pushes in a row that were refused because the log had moved on. */
  readonly refused: number;
  /** When the oldest chunk that waits for its Ack began to wait, by `performance.now()`; null when none waits. */
  readonly waiting: number | null;
}

export class Connection implements Outlet {
  private readonly pulls = new Map<string, Pull>();
  private pendingPushes = 0;
  private frames = 0;
  private windowStart = performance.now();
  private heardAt = this.windowStart;
  private ended = false;
  private pause: NodeJS.Timeout | undefined;
  private refusedInARow = 0;

  constructor(
    private readonly socket: WebSocket,
    /** Under the socket. */
    private readonly wire: Duplex,
    readonly admission: Admission,
    private readonly hub: StoreHub,
    private readonly limits: SocketLimits,
    private readonly observer: SocketObserver,
  ) {
    socket.on('message', (data, isBinary) => this.receive(data, isBinary));
    socket.on('pong', () => {
      this.heardAt = performance.now();
    });
    socket.on('error', (error) => observer.troubled(this, error));
  }

  get progress(): Progress {
    let sent = 0;
    let acked = 0;
    let live = false;
    let waiting: number | null = null;
    for (const pull of this.pulls.values()) {
      sent = Math.max(sent, pull.headSent);
      acked = Math.max(acked, pull.headAcked);
      live ||= pull.live;
      if (pull.waiting !== null) waiting = Math.min(waiting ?? pull.waiting, pull.waiting);
    }
    return { sent, acked, live, refused: this.refusedInARow, waiting };
  }

  get congested(): boolean {
    return this.socket.bufferedAmount > CONGESTED_BYTES;
  }

  get closing(): boolean {
    return this.ended;
  }

  close(closing: SyncClosing, detail?: string): void {
    if (this.ended) return;
    this.stop();
    this.observer.closing(this, closing, detail);
    this.socket.close(closing.code, closing.reason);
    // A paused socket would never read the client's answer.
    this.socket.resume();
    setTimeout(() => this.socket.terminate(), CLOSE_MS).unref();
  }

  /** The socket is closed, or about to be: nothing of it is read or sent any more. */
  stop(): void {
    this.ended = true;
    clearTimeout(this.pause);
    for (const pull of this.pulls.values()) pull.stop();
    this.pulls.clear();
  }

  /** Called now and then: pings a silent client, closes a dead one and one that never acknowledges. */
  inspect(now: number): void {
    const silent = now - this.heardAt;
    const { idleSeconds, ackTimeoutSeconds } = this.limits;
    const stuck = [...this.pulls.values()].some(
      (pull) => pull.waiting !== null && now - pull.waiting > ackTimeoutSeconds * 1_000,
    );
    if (silent > idleSeconds * 1_000) this.close(syncClosings.idle);
    else if (stuck) this.close(syncClosings.acksMissing);
    else if (silent > idleSeconds * 333) this.socket.ping();
  }

  send(frame: string | Buffer): void {
    if (this.ended) return;
    this.gather();
    this.socket.send(frame, { binary: false });
  }

  sentEvents(count: number, live: boolean): void {
    this.observer.pulled(count, live);
  }

  over(requestId: string): void {
    this.pulls.delete(requestId);
  }

  fail(error: unknown): void {
    const closing = closingOf(error);
    if (closing === syncClosings.internal || closing === syncClosings.tryLater) this.observer.failed('frame', error);
    this.close(closing, (error as Error).message);
  }

  /** What one turn sends leaves in one write: the answer to a push and the chunk that follows it. */
  private gather(): void {
    if (this.wire.writableCorked > 0) return;
    this.wire.cork();
    process.nextTick(() => this.wire.uncork());
  }

  private receive(data: RawData, isBinary: boolean): void {
    if (this.ended) return;
    this.countFrame();
    if (this.ended) return;
    try {
      if (isBinary) throw new CloseSocket(syncClosings.binaryFrame);
      this.dispatch(readClientFrame(data.toString()));
    } catch (error) {
      this.fail(error);
    }
  }

  private countFrame(): void {
    const now = performance.now();
    this.heardAt = now;
    if (now - this.windowStart > RATE_WINDOW_MS) {
      this.windowStart = now;
      this.frames = 0;
    }
    this.frames += 1;
    if (this.frames > (this.limits.framesPerSecond * RATE_WINDOW_MS) / 1_000) this.close(syncClosings.tooFast);
  }

  private dispatch(frame: ClientFrame): void {
    switch (frame.kind) {
      case 'ping':
        this.send(PONG);
        return;
      case 'ack':
        this.acknowledge(frame.requestId);
        return;
      case 'interrupt':
        this.pulls.get(frame.requestId)?.stop();
        this.pulls.delete(frame.requestId);
        return;
      case 'pull':
        this.open(frame).catch((error: unknown) => this.fail(error));
        return;
      case 'push':
        this.push(frame).catch((error: unknown) => this.fail(error));
        return;
      case 'eof':
        return;
    }
  }

  private acknowledge(requestId: string): void {
    const pull = this.pulls.get(requestId);
    // An Ack may cross our Exit or follow the client's own Interrupt.
    if (!pull) return;
    if (!pull.ack()) throw new CloseSocket(syncClosings.protocolError, 'an Ack without a Chunk');
    // It answers a frame of ours, so it comes as fast as we send.
    this.frames -= 1;
    for (const other of this.pulls.values()) if (other !== pull) void other.pump();
  }

  private async open(frame: PullFrame): Promise<void> {
    this.assertStore(frame.storeId);
    const { requestId, cursor } = frame;
    if (this.pulls.has(requestId)) throw new CloseSocket(syncClosings.protocolError, 'the request id is in use');
    if (this.pulls.size >= this.limits.maxPulls) throw new CloseSocket(syncClosings.tooManyPulls);
    if (cursor && (cursor.backendId !== this.hub.backendId || cursor.seq > this.hub.head)) {
      const state = await this.hub.log.state(this.hub.storeId);
      if (!state) throw new CloseSocket(syncClosings.storeNotFound);
      this.hub.meet(state);
      if (cursor.backendId !== state.backendId || cursor.seq > state.head) {
        return this.send(backendIdMismatch(requestId, state.backendId, cursor.backendId));
      }
    }
    if (this.ended || this.pulls.has(requestId)) return;
    const request = { requestId, live: frame.live, after: cursor?.seq ?? 0 };
    const pull = new Pull(request, this.hub, this, this.limits.pullWindow);
    this.pulls.set(requestId, pull);
    await pull.pump();
  }

  private async push(frame: PushFrame): Promise<void> {
    this.assertStore(frame.storeId);
    const { requestId, events } = frame;
    if (this.admission.readOnly) throw new CloseSocket(this.admission.refusal ?? syncClosings.readOnly);
    if (events.length === 0) return this.send(pushDone(requestId));
    if (events.length > this.limits.maxBatchEvents) throw new CloseSocket(syncClosings.batchTooLarge);
    const sizes = events.map((event) => Buffer.byteLength(event.args));
    if (sizes.some((size) => size > this.limits.maxEventBytes)) throw new CloseSocket(syncClosings.eventTooLarge);
    this.pendingPushes += 1;
    if (this.pendingPushes >= this.limits.maxPendingPushes) this.socket.pause();
    const start = performance.now();
    const tooFast = this.hub.rate.take(events.length, start);
    if (tooFast > 0) this.slowDown(tooFast);
    const { connectionId, kind } = this.admission;
    try {
      const { backendId, parent } = frame;
      const append = {
        storeId: this.hub.storeId,
        parent,
        backendId,
        connectionId,
        modes: PUSH_MODES[kind],
        events,
        bytes: sizes.reduce((sum, size) => sum + size, 0),
      };
      const outcome = await this.hub.push(append, () => this.send(pushDone(requestId)));
      const result = outcome.kind === 'stored' ? 'stored' : await this.refuse(frame, outcome.state);
      this.refusedInARow = result === 'ahead' ? this.refusedInARow + 1 : 0;
      this.observer.pushed(result, events.length, (performance.now() - start) / 1_000);
    } finally {
      this.pendingPushes -= 1;
      this.readOn();
    }
  }

  /** What has come already is still stored. */
  private slowDown(ms: number): void {
    this.observer.slowed();
    this.socket.pause();
    clearTimeout(this.pause);
    this.pause = setTimeout(() => {
      this.pause = undefined;
      // It was not listened to, so it was not silent.
      this.heardAt = performance.now();
      this.readOn();
    }, ms).unref();
  }

  private readOn(): void {
    const waits = this.pause !== undefined || this.pendingPushes >= this.limits.maxPendingPushes;
    if (this.socket.isPaused && !waits) this.socket.resume();
  }

  /** Nothing was stored: says why, as far as the row tells it now. */
  private async refuse(frame: PushFrame, state: LogState | null): Promise<'ahead' | 'mismatch' | 'closed'> {
    const { requestId, backendId, parent } = frame;
    const ended = await this.hub.log.ended(this.admission.connectionId);
    if (ended) this.close(ended);
    else if (state === null) this.close(syncClosings.storeNotFound);
    else if (state.mode === 'closed') this.close(syncClosings.suspended);
    else if (state.mode === 'read_only') this.close(syncClosings.storeReadOnly);
    else if (backendId !== null && backendId !== state.backendId) {
      this.send(backendIdMismatch(requestId, state.backendId, backendId));
      return 'mismatch';
    } else if (parent !== state.head) {
      this.send(serverAhead(requestId, state.head, parent));
      return 'ahead';
    }
    // The head fits now, so the row changed twice meanwhile: the client comes again with what holds then.
    else this.close(syncClosings.tryLater);
    return 'closed';
  }

  private assertStore(storeId: string): void {
    if (storeId !== this.hub.storeId) throw new CloseSocket(syncClosings.wrongStore);
  }
}

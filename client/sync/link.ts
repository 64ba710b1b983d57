/** One store's connection to the server: opened with a new ticket each time, kept alive, and honest about its state. */
import { type Backoff, createBackoff } from '../session/backoff.js';
import { firstReport, type LinkReport } from './health.js';
import { OpenSocket, type PullWatcher, type PushOutcome, type SocketEnd } from './open-socket.js';
import { type SyncTicket, socketUrl, type TicketDesk } from './ticket.js';
import { type Verdict, verdictOfClose, verdictOfRefusal } from './verdict.js';
import type { WireCursor, WireEvent } from './wire.js';

export type WebSocketMaker = (url: string) => WebSocket;

export interface LinkOptions {
  readonly desk: TicketDesk;
  readonly makeSocket: WebSocketMaker;
  /** Completes a relative socket address. */
  readonly origin?: string;
  readonly onOpenChange: (isOpen: boolean) => void;
  readonly random?: () => number;
}

/** A connection that lived this long starts the pauses anew. */
const STEADY_MS = 5_000;

export class Link {
  private report: LinkReport = firstReport;
  /** The socket of now, open or not. */
  private current: OpenSocket | null = null;
  /** The same, once it is open. */
  private socket: OpenSocket | null = null;
  private readonly stop = new AbortController();
  private readonly backoff: Backoff;
  private lastClose: LinkReport['lastClose'] = null;
  private wakeUp: (() => void) | null = null;
  private heldBack: 'sign-in' | 'stop' | null = null;
  private readonly waiting = new Set<() => void>();

  constructor(private readonly options: LinkOptions) {
    this.backoff = createBackoff(500, 30_000, options.random);
    options.desk.listen({
      nudge: () => {
        if (this.heldBack === null) this.wakeUp?.();
        this.socket?.probe();
      },
      resume: () => {
        // A suspended one looks again by itself, only later.
        if (this.heldBack === null) return this.wakeUp?.();
        this.heldBack = null;
        this.backoff.reset();
        // Said before the next ticket: an old ending must never stand beside a new session.
        this.tell({ state: 'connecting', reason: null });
        this.wakeUp?.();
      },
      signedOut: (reason) => this.signedOut(reason),
    });
  }

  /** Runs until `close`. */
  async run(): Promise<void> {
    while (!this.isClosed) {
      const verdict = await this.connectOnce();
      if (this.isClosed) return;
      this.heldBack = verdict.kind === 'retry' ? null : verdict.kind;
      this.tell({ state: verdict.state, reason: verdict.reason, caughtUp: false, lastClose: this.lastClose });
      await this.pause(verdict);
    }
  }

  close(): void {
    this.stop.abort();
    this.current?.close(1000);
    this.wakeUp?.();
    this.options.desk.close();
  }

  /**
   * Resolves with an open socket; again and again, however often it is lost. `toWrite`: one that takes changes, as a server
   * that is sent some by a reader closes the connection, each time anew.
   */
  async whenOpen(signal: AbortSignal, toWrite = false): Promise<OpenSocket> {
    while (!this.socket || (toWrite && this.report.readOnly)) {
      await new Promise<void>((resolve) => {
        const done = () => {
          this.waiting.delete(done);
          signal.removeEventListener('abort', done);
          resolve();
        };
        this.waiting.add(done);
        signal.addEventListener('abort', done);
      });
      if (signal.aborted) throw signal.reason;
    }
    return this.socket;
  }

  /** How far the local log is known to agree with the server's: what a pull starts from. */
  startsFrom(head: number): void {
    this.tell({ ackedHead: Math.max(head, this.report.ackedHead ?? 0) });
  }

  /** A page has been taken in. */
  received(head: number | null, isLast: boolean): void {
    this.tell({
      state: 'connected',
      reason: null,
      ackedHead: head === null ? this.report.ackedHead : Math.max(head, this.report.ackedHead ?? 0),
      caughtUp: this.report.caughtUp || isLast,
    });
  }

  acknowledged(head: number): void {
    this.tell({ ackedHead: Math.max(head, this.report.ackedHead ?? 0), lastAckedAt: Date.now() });
  }

  /** The server has events up to `head`: if they do not arrive in time, the pull is begun anew. */
  expectsUpTo(head: number, limitMs: number): void {
    const { socket } = this;
    setTimeout(() => {
      if (socket && socket === this.socket && (this.report.ackedHead ?? 0) < head) socket.drop('events_missing');
    }, limitMs);
  }

  /** The server's log is not the one this device knows: nothing more is sent, and what was not is saved before LiveStore stops. */
  async restored(): Promise<void> {
    this.heldBack = 'stop';
    this.tell({ state: 'restored', reason: 'store_restored' });
    this.current?.close(1000);
    await this.options.desk.rescue();
  }

  private get isClosed(): boolean {
    return this.stop.signal.aborted;
  }

  private async connectOnce(): Promise<Verdict> {
    const answer = await this.options.desk.take(this.stop.signal);
    if (answer.kind === 'refused') return verdictOfRefusal(answer.refusal);
    if (this.awaitsSignIn()) return this.stillSignedOut();
    const { ticket } = answer;
    this.tell({ readOnly: ticket.readOnly, sessionId: ticket.sessionId });
    const openedAt = Date.now();
    const end = await this.hold(ticket);
    this.lastClose = { ...end, at: Date.now() };
    if (Date.now() - openedAt > STEADY_MS) this.backoff.reset();
    if (this.report.state === 'restored') return { kind: 'stop', state: 'restored', reason: 'store_restored' };
    if (this.awaitsSignIn()) return this.stillSignedOut();
    return verdictOfClose(end.code, end.reason);
  }

  private awaitsSignIn(): boolean {
    return this.heldBack === 'sign-in';
  }

  private stillSignedOut(): Verdict {
    return { kind: 'sign-in', state: 'signed-out', reason: this.report.reason ?? 'signed_out' };
  }

  /** Opens a socket and keeps it until it ends. */
  private async hold(ticket: SyncTicket): Promise<SocketEnd> {
    let raw: WebSocket;
    try {
      raw = this.options.makeSocket(socketUrl(ticket, this.options.origin));
    } catch (error) {
      return { code: 1006, reason: String(error) };
    }
    const socket = new OpenSocket(raw, ticket.storeId);
    this.current = socket;
    void socket.opened.then((isOpen) => {
      if (!isOpen || this.current !== socket) return;
      this.socket = socket;
      this.options.onOpenChange(true);
      for (const resume of [...this.waiting]) resume();
    });
    const end = await socket.ended;
    this.current = null;
    if (this.socket) this.options.onOpenChange(false);
    this.socket = null;
    return end;
  }

  private signedOut(reason: string): void {
    if (this.heldBack === 'stop') return;
    this.heldBack = 'sign-in';
    this.tell({ state: 'signed-out', reason, caughtUp: false });
    this.current?.close(1000);
    // A pause that ends by itself must not be slept through: the loop notices that it is held back.
    this.wakeUp?.();
  }

  private async pause(verdict: Verdict): Promise<void> {
    const ms = verdict.kind === 'retry' ? this.backoff.next(verdict.atLeastMs) : null;
    do {
      await new Promise<void>((resolve) => {
        const timer = ms === null || this.heldBack !== null ? undefined : setTimeout(resolve, ms);
        this.wakeUp = () => {
          clearTimeout(timer);
          resolve();
        };
      });
      this.wakeUp = null;
    } while (this.heldBack !== null && !this.isClosed);
  }

  private tell(change: Partial<LinkReport>): void {
    const next = { ...this.report, ...change };
    const isSame = (Object.keys(next) as (keyof LinkReport)[]).every((key) => next[key] === this.report[key]);
    this.report = next;
    if (!isSame && !this.isClosed) this.options.desk.report(next);
  }
}

export type { PullWatcher, PushOutcome, WireCursor, WireEvent };

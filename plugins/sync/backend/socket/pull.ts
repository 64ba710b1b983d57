/**
 * One pull: history in pages, then what is new. The client acknowledges every chunk; when it lags, nothing is kept for
 * it here, it reads on from the database when it has caught up. So a slow reader costs a number, not memory.
 */
import { chunk, chunkBody, pullDone } from '../protocol/server-frame.js';
import type { Follower, StoreHub } from './store-hub.js';
import type { Tail } from './tail.js';

/** The socket as a pull needs it. */
export interface Outlet {
  send(frame: string | Buffer): void;
  /** The kernel has not taken what was sent before. */
  readonly congested: boolean;
  sentEvents(count: number, live: boolean): void;
  fail(error: unknown): void;
  over(requestId: string): void;
}

export interface PullRequest {
  readonly requestId: string;
  readonly live: boolean;
  /** Sequence number the client has; everything after it is sent. */
  readonly after: number;
}

export class Pull implements Follower {
  private readonly requestId: string;
  /** It stays open for what is new. */
  readonly live: boolean;
  /** Where history ends and `NoMore` is said; later events are news. */
  private readonly target: number;
  private sent: number;
  private acked: number;
  private answered = false;
  private pumping = false;
  private stopped = false;
  /** Last sequence number of every chunk that waits for its Ack. */
  private readonly unacknowledged: number[] = [];
  private waitingSince = 0;

  constructor(
    request: PullRequest,
    private readonly hub: StoreHub,
    private readonly outlet: Outlet,
    private readonly window: number,
  ) {
    this.requestId = request.requestId;
    this.live = request.live;
    this.sent = request.after;
    this.acked = request.after;
    this.target = hub.head;
    // Before the first read: what is pushed meanwhile is offered, never missed.
    hub.followers.add(this);
  }

  get headSent(): number {
    return this.sent;
  }

  get headAcked(): number {
    return this.acked;
  }

  /** When the oldest chunk that has no Ack was sent, or the last Ack came; null when none waits. */
  get waiting(): number | null {
    return this.unacknowledged.length > 0 ? this.waitingSince : null;
  }

  offer(tail: Tail): void {
    if (this.answered && !this.pumping && this.sent === tail.after && this.free()) {
      this.deliver(tail.frame(this.requestId), tail.last, tail.size);
    } else void this.pump();
  }

  /** False when nothing waited for it. */
  ack(): boolean {
    const acked = this.unacknowledged.shift();
    if (acked === undefined) return false;
    this.acked = acked;
    this.waitingSince = performance.now();
    void this.pump();
    return true;
  }

  stop(): void {
    this.stopped = true;
    this.hub.followers.delete(this);
  }

  async pump(): Promise<void> {
    if (this.pumping || this.stopped) return;
    this.pumping = true;
    try {
      while (!this.stopped && this.free() && this.sent < this.hub.head) {
        const page = await this.hub.log.page(this.hub.storeId, this.sent);
        if (this.stopped || page.last === this.sent) break;
        const body = chunkBody(page.events, Math.max(0, this.target - page.last), this.hub.backendId);
        this.deliver(chunk(this.requestId, body), page.last, page.events.length);
      }
      if (!this.stopped) this.finish();
    } catch (error) {
      this.outlet.fail(error);
    } finally {
      this.pumping = false;
    }
  }

  private finish(): void {
    if (this.sent < this.target) return;
    // The first answer carries the backend id, so it comes even when there is nothing to tell.
    if (!this.answered) this.deliver(chunk(this.requestId, chunkBody([], 0, this.hub.backendId)), this.sent, 0);
    if (this.live) return;
    this.stop();
    this.outlet.send(pullDone(this.requestId));
    this.outlet.over(this.requestId);
  }

  private free(): boolean {
    return this.unacknowledged.length < this.window && !this.outlet.congested;
  }

  private deliver(frame: string | Buffer, last: number, events: number): void {
    const live = this.answered;
    this.sent = last;
    if (last >= this.target) this.answered = true;
    if (this.unacknowledged.length === 0) this.waitingSince = performance.now();
    this.unacknowledged.push(last);
    this.outlet.send(frame);
    this.outlet.sentEvents(events, live);
  }
}

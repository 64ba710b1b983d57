/** One log as this process sees it: pushes one after the other, and everyone who follows it live. */

import { eventText } from '../protocol/server-frame.js';
import type { Append, EventLog, LogState, Page } from '../store-log/event-log.js';
import type { PushRate } from './push-rate.js';
import { Tail } from './tail.js';

/** Someone who follows the log; asked to take what is new, or to read on from where they are. */
export interface Follower {
  offer(tail: Tail): void;
}

export type PushOutcome =
  | { readonly kind: 'stored' }
  /** Nothing was stored; `state` says why, null = the log is gone. */
  | { readonly kind: 'refused'; readonly state: LogState | null };

export interface HubEvents {
  /** This process moved the head: tell the others. */
  announce(storeId: string, head: number): void;
  /** The log is another one than before: restored from a backup, or gone. */
  replaced(hub: StoreHub): void;
  /** Reading the new events failed; the next sweep tries again. */
  failed(error: unknown): void;
}

export class StoreHub {
  readonly followers = new Set<Follower>();
  /** Sockets of this process that are open on the log. */
  connections = 0;
  readonly storeId: string;
  readonly workspaceId: string;
  readonly backendId: string;
  /** Newest head heard of, from whomever. */
  private known: number;
  /** Newest head offered to the followers: never ahead of what can be read. */
  private shownHead: number;
  private turn: Promise<unknown> = Promise.resolve();
  private reading = false;

  constructor(
    readonly log: EventLog,
    state: LogState,
    private readonly events: HubEvents,
    readonly rate: PushRate,
  ) {
    this.storeId = state.storeId;
    this.workspaceId = state.workspaceId;
    this.backendId = state.backendId;
    this.known = state.head;
    this.shownHead = state.head;
  }

  get head(): number {
    return this.shownHead;
  }

  /** `stored` runs at once when it is, before anyone is shown the events: the pusher's answer goes first. */
  push(append: Append, stored: () => void): Promise<PushOutcome> {
    const outcome = this.turn.then(() => this.append(append, stored));
    this.turn = outcome.catch(() => undefined);
    return outcome;
  }

  /** A fresh look at the row: reads what is missing, or finds that the log was replaced. */
  meet(state: LogState): void {
    if (state.backendId === this.backendId) this.hear(state.head);
    else this.events.replaced(this);
  }

  hear(head: number): void {
    if (head > this.known) this.known = head;
    if (this.known > this.shownHead) void this.readOn();
  }

  private async append(append: Append, stored: () => void): Promise<PushOutcome> {
    const createdAt = await this.log.append(append);
    if (createdAt === null) {
      const state = await this.log.state(append.storeId);
      // The pusher now waits for the chunk that brings it up to date, so it must come.
      if (state) this.meet(state);
      return { kind: 'refused', state };
    }
    stored();
    const { parent, events } = append;
    const last = parent + events.length;
    this.events.announce(this.storeId, last);
    if (last > this.known) this.known = last;
    if (parent === this.shownHead && this.followers.size > 0) {
      this.show(parent, {
        last,
        events: events.map((event, index) => eventText(event, parent + index + 1, createdAt)),
      });
    } else this.hear(last);
    return { kind: 'stored' };
  }

  private show(after: number, page: Page): void {
    this.shownHead = page.last;
    const tail = new Tail(after, page, this.backendId);
    for (const follower of this.followers) follower.offer(tail);
  }

  /** Reads the new events once for all followers that are up to date; the others read for themselves. */
  private async readOn(): Promise<void> {
    if (this.reading) return;
    this.reading = true;
    try {
      while (this.shownHead < this.known) {
        if (this.followers.size === 0) {
          this.shownHead = this.known;
          return;
        }
        const after = this.shownHead;
        const page = await this.log.page(this.storeId, after);
        if (page.last === after) return;
        // A push of this process may have shown these events while they were read.
        if (after === this.shownHead) this.show(after, page);
      }
    } catch (error) {
      this.events.failed(error);
    } finally {
      this.reading = false;
    }
  }
}

/**
 * A device that never gives up, as LiveStore's client does it: its unsent events wait in order, are pushed after what the
 * server has, are renumbered when somebody else was first, and are recognised in the pull when their ack was lost.
 */
import { SyncSocket } from './sync-socket.js';

interface Pending {
  readonly id: string;
}

export class SyncDevice {
  /** Everything the server told this device, in its order. */
  readonly log: { readonly seq: number; readonly id: string }[] = [];
  private readonly pending: Pending[] = [];
  private socket: SyncSocket | undefined;
  private backendId: string | undefined;
  private running = true;
  private seen = 0;
  private readonly loop: Promise<void>;
  /** Events it was given to write. */
  written = 0;
  /** Set when the server said or did what it must not. */
  fault: string | undefined;

  constructor(
    readonly name: string,
    private readonly connect: () => Promise<SyncSocket>,
    private readonly batch: () => number,
  ) {
    this.loop = this.run();
  }

  get waiting(): number {
    return this.pending.length;
  }

  get head(): number {
    return this.log.at(-1)?.seq ?? 0;
  }

  write(count: number): void {
    for (let each = 0; each < count; each += 1) {
      this.written += 1;
      this.pending.push({ id: `${this.name}-${this.written}` });
    }
  }

  /** The network goes, without a word. */
  cut(): void {
    this.socket?.kill();
  }

  /** Sends its next events and loses the line before it can hear the answer. */
  loseAck(): void {
    if (this.socket && this.pending.length > 0) {
      this.socket.sendPush(this.head, this.pending.slice(0, this.batch()).map(eventOf), this.backendId);
      setTimeout(() => this.cut(), 0);
    }
  }

  async stop(): Promise<void> {
    this.running = false;
    this.cut();
    await this.loop;
  }

  private async run(): Promise<void> {
    while (this.running) {
      try {
        await this.online();
      } catch (error) {
        // Being cut off and turned away for a while are part of life; anything else is not.
        if (
          !/closed:|refused with (401|503)|ECONNREFUSED|ECONNRESET|socket hang up|it did not come/.test(String(error))
        ) {
          this.fault ??= `${this.name}: ${String(error)}`;
        }
      }
      this.socket?.kill();
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }

  private async online(): Promise<void> {
    const socket = await this.connect();
    this.socket = socket;
    this.seen = 0;
    socket.pull(this.backendId === undefined ? {} : { after: this.head, backendId: this.backendId });
    await socket.until(() => socket.chunks[0]);
    this.backendId ??= socket.backendId;
    while (this.running) {
      this.take(socket);
      if (this.pending.length === 0) {
        const { chunks } = socket;
        await socket.until(() => chunks.length > this.seen || this.pending.length > 0 || undefined, 50).catch(silence);
        if (socket.isClosed) throw new Error('closed: meanwhile');
        continue;
      }
      await this.push(socket);
    }
  }

  private async push(socket: SyncSocket): Promise<void> {
    const parent = this.head;
    const batch = this.pending.slice(0, this.batch());
    const answer = await socket.push(parent, batch.map(eventOf), this.backendId);
    if (answer === 'stored') {
      await socket.until(() => this.take(socket) >= parent + batch.length || undefined);
      return;
    }
    const { _tag: tag, minimumExpectedNum: head } = answer as { _tag: string; minimumExpectedNum: number };
    if (tag !== 'ServerAheadError') throw new Error(`push answered ${tag}`);
    // As the protocol promises: the chunk that brings it up to date is on its way.
    await socket.until(() => this.take(socket) >= head || undefined);
  }

  /** Takes over what has come; answers the head. */
  private take(socket: SyncSocket): number {
    for (; this.seen < socket.chunks.length; this.seen += 1) {
      for (const { seqNum, args } of socket.chunks[this.seen]?.events ?? []) {
        const { id } = args as { id: string };
        if (seqNum !== this.head + 1) this.fault ??= `${this.name} got ${seqNum} after ${this.head}`;
        this.log.push({ seq: seqNum, id });
        if (this.pending[0]?.id === id) this.pending.shift();
      }
    }
    return this.head;
  }
}

function eventOf({ id }: Pending): object {
  return { args: { id } };
}

function silence(): void {}

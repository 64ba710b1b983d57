import { chunk, chunkBody } from '../protocol/server-frame.js';
import type { Page } from '../store-log/event-log.js';

/** The newest events of a log, written once for everyone they go to. */
export class Tail {
  private body: string | undefined;
  private readonly frames = new Map<string, Buffer>();

  constructor(
    /** Who has everything up to here may be given this. */
    readonly after: number,
    private readonly page: Page,
    private readonly backendId: string,
  ) {}

  get last(): number {
    return this.page.last;
  }

  get size(): number {
    return this.page.events.length;
  }

  /** Most sockets pull under the same request id, so a thousand of them share one buffer. */
  frame(requestId: string): Buffer {
    const known = this.frames.get(requestId);
    if (known) return known;
    this.body ??= chunkBody(this.page.events, 0, this.backendId);
    const frame = Buffer.from(chunk(requestId, this.body));
    this.frames.set(requestId, frame);
    return frame;
  }
}

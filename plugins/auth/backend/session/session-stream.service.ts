import { type BeforeApplicationShutdown, Injectable } from '@nestjs/common';
import type { Response } from 'express';
import type { SessionTable } from './session-table.js';
import { SessionWatch } from './session-watch.service.js';

/** Shorter than the idle limits of common proxies, and than what clients take for a dead link. */
const PING_MS = 20_000;

/** Server-sent events of one session: silence, pings, and one word when it is over. */
@Injectable()
export class SessionStream implements BeforeApplicationShutdown {
  private readonly open = new Set<Response>();

  constructor(private readonly watch: SessionWatch) {}

  /** Clients come back by themselves, to another process. */
  beforeApplicationShutdown(): void {
    for (const response of this.open) response.end();
  }

  serve(table: SessionTable, sessionId: string, response: Response): void {
    // Gone while its token was checked: `close` came already and would not come again.
    if (response.destroyed) return;
    response.writeHead(200, {
      'Content-Type': 'text/event-stream',
      'Cache-Control': 'no-store, no-transform',
      'X-Accel-Buffering': 'no',
    });
    response.write(': open\n\n');
    const ping = setInterval(() => response.write(': ping\n\n'), PING_MS);
    const unwatch = this.watch.watch(table, sessionId, (reason) => {
      response.end(`event: session-ended\ndata: ${JSON.stringify({ reason })}\n\n`);
    });
    this.open.add(response);
    response.once('close', () => {
      clearInterval(ping);
      unwatch();
      this.open.delete(response);
    });
  }
}

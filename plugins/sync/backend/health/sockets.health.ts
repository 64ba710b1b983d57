import { Injectable } from '@nestjs/common';
import type { HealthCheck, HealthReport } from '@purser/kit/backend/health';
import { SyncSockets } from '../socket/sync-sockets.service.js';
import { SyncDatabase } from '../store-log/sync-database.provider.js';

/** The log can be reached over the connections that serve pushes. */
@Injectable()
export class SocketsHealth implements HealthCheck {
  readonly name = 'sockets';

  constructor(
    private readonly database: SyncDatabase,
    private readonly sockets: SyncSockets,
  ) {}

  async check(): Promise<HealthReport> {
    try {
      await this.database.pool.query('SELECT 1 FROM sync_store_log LIMIT 1');
    } catch (error) {
      return { ok: false, detail: `the log cannot be reached: ${(error as Error).message}` };
    }
    const { waitingCount } = this.database.pool;
    return { ok: true, detail: `${this.sockets.server.connections.size} sockets, ${waitingCount} statements waiting` };
  }
}

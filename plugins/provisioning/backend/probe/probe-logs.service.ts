import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { StoreLogs } from '../../../sync/backend/store-log/store-logs.service.js';

export interface ProbeLog {
  readonly storeId: string;
  /** Of no workspace: nobody but the probe can ask for it. */
  readonly workspaceId: string;
  readonly backendId: string;
}

/**
 * Logs that live for the length of a probe. A probe must push, and what it pushed must not stand in anybody's log; so it
 * pushes to one of its own, which goes the same way through the same server, and is gone afterwards.
 */
@Injectable()
export class ProbeLogs {
  constructor(
    private readonly dataSource: DataSource,
    private readonly logs: StoreLogs,
  ) {}

  async create(): Promise<ProbeLog> {
    const workspaceId = randomUUID();
    const storeId = `pr-${workspaceId}`;
    const { backendId } = await this.dataSource.transaction(async (tx) => {
      await tx.query('INSERT INTO provisioning_probe_log (store_id) VALUES ($1)', [storeId]);
      return await this.logs.create(tx, { storeId, workspaceId });
    });
    return { storeId, workspaceId, backendId };
  }

  async remove(storeId: string): Promise<void> {
    await this.dataSource.transaction(async (tx) => {
      await this.logs.remove(tx, storeId);
      await tx.query('DELETE FROM provisioning_probe_log WHERE store_id = $1', [storeId]);
    });
  }

  /** Of probes whose process died. */
  async removeLeftovers(): Promise<void> {
    const leftovers: { store_id: string }[] = await this.dataSource.query(
      `SELECT store_id FROM provisioning_probe_log
       WHERE created_at < clock_timestamp() - interval '10 minutes' LIMIT 500`,
    );
    for (const { store_id } of leftovers) await this.remove(store_id);
  }
}

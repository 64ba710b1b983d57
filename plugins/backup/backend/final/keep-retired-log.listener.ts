import { Injectable } from '@nestjs/common';
import type { Listener } from '@purser/kit/backend/events';
import type { EntityManager } from 'typeorm';
import { BackupRuns } from '../run/backup-runs.service.js';

/** Longer than a deleted workspace can be brought back. */
const KEEP_DAYS = 45;

interface Retired {
  readonly storeId: string;
  readonly workspaceId: string;
  readonly time: number;
}

/** The last backup of a workspace that was deleted, taken once nothing is written to it any more. */
@Injectable()
export class KeepRetiredLog implements Listener<Retired> {
  constructor(private readonly runs: BackupRuns) {}

  async handle({ storeId, workspaceId, time }: Retired, tx: EntityManager): Promise<void> {
    await this.runs.request(tx, {
      workspaceId,
      trigger: 'safety',
      key: `final:${storeId}:${time}`,
      keepDays: KEEP_DAYS,
      by: 'system',
      reason: 'The workspace was deleted.',
    });
  }
}

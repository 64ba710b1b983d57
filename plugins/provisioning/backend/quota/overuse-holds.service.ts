import { Injectable } from '@nestjs/common';
import { Flags } from '@purser/kit/backend/flags';
import { DataSource } from 'typeorm';
import type { ReconcileDeeds, UsageLevel } from '../../records.js';
import { SUSPEND_ON_OVERUSE } from '../provisioning.flags.js';
import { StoreHolds } from '../store/store-holds.service.js';
import { SweepCursors } from './sweep-cursors.service.js';

const PER_ROUND = 1_000;
const CURSOR = 'overuse';

interface Candidate {
  readonly id: string;
  readonly workspaceId: string;
  readonly level: UsageLevel;
  readonly heldBy: 'operator' | 'quota' | null;
  readonly waived: boolean;
}

const CANDIDATE = `SELECT id, workspace_id AS "workspaceId", usage_level AS level, held_by AS "heldBy", quota_waived AS waived
  FROM provisioning_store`;

/**
 * Where the flag is on, a store that is over its quota can only be read; within it again, or with the flag off, it opens. What
 * an operator held is theirs. What an operator opened although it is over is let be until it is over anew: it was below in
 * between, or got another quota.
 */
@Injectable()
export class OveruseHolds {
  constructor(
    private readonly dataSource: DataSource,
    private readonly flags: Flags,
    private readonly holds: StoreHolds,
    private readonly cursors: SweepCursors,
  ) {}

  /** Looks at the next of those it is about. */
  async round(deeds: Pick<ReconcileDeeds, 'held' | 'released'>): Promise<void> {
    const after = await this.cursors.read(CURSOR);
    const stores: Candidate[] = await this.dataSource.query(
      `${CANDIDATE} WHERE (usage_level = 'over' OR held_by = 'quota') AND id > $1 ORDER BY id LIMIT ${PER_ROUND}`,
      [after],
    );
    for (const store of stores) await this.decide(store, deeds);
    await this.cursors.move(CURSOR, after, (stores.length === PER_ROUND && stores.at(-1)?.id) || '');
  }

  /** At once, after its quota changed. */
  async look(storeId: string): Promise<void> {
    const [store]: Candidate[] = await this.dataSource.query(`${CANDIDATE} WHERE id = $1`, [storeId]);
    if (store) await this.decide(store, { held: 0, released: 0 });
  }

  private async decide(
    { id, workspaceId, level, heldBy, waived }: Candidate,
    deeds: Pick<ReconcileDeeds, 'held' | 'released'>,
  ): Promise<void> {
    const isOver = level === 'over';
    if (heldBy === 'operator' || (heldBy === null && (!isOver || waived))) return;
    const shall = isOver && (await this.flags.isOn(SUSPEND_ON_OVERUSE, workspaceId));
    if (shall && heldBy === null) {
      deeds.held += (await this.holds.holdForQuota(id, 'The store is over its quota.')) ? 1 : 0;
    } else if (!shall && heldBy === 'quota') {
      const reason = isOver ? 'Stores are not held for their quota any more.' : 'The store is within its quota again.';
      deeds.released += (await this.holds.releaseForQuota(id, reason)) ? 1 : 0;
    }
  }
}

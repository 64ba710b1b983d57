import { Injectable, Logger } from '@nestjs/common';
import type { OperatorCaller, Origin } from '@purser/kit/backend/access';
import { AuditTrail } from '@purser/kit/backend/audit';
import { Refusal } from '@purser/kit/backend/errors';
import { DataSource } from 'typeorm';
import { uuidv7 } from 'uuidv7';
import { provisioningAudit, provisioningProblems } from '../../names.js';
import type { Drift, ReconcileDeeds, ReconcileRound } from '../../records.js';
import { OveruseHolds } from '../quota/overuse-holds.service.js';
import { UsageSweep } from '../quota/usage-sweep.service.js';
import { StoreDrift } from './store-drift.service.js';
import { StoreRepairs } from './store-repairs.service.js';

/** Longer than any round may take: a frozen process loses its turn after it. */
const LONGEST_S = 60;
const KEPT_DAYS = 7;
const LAST = 20;

export interface ManualRound {
  readonly by: OperatorCaller;
  readonly origin: Origin;
  readonly reason: string;
}

const COLUMNS = `id, trigger, state, found, did, error, started_at AS "startedAt",
  extract(epoch FROM finished_at - started_at)::float8 * 1000 AS "durationMs"`;

/**
 * One round at a time, whatever the number of processes: a lock of the database that goes with its holder's connection.
 * A round that cannot see everything changes nothing, and says so in its report. Quotas come last: they keep nothing
 * else from being mended.
 */
@Injectable()
export class ReconcileRounds {
  private readonly logger = new Logger('Provisioning');

  constructor(
    private readonly dataSource: DataSource,
    private readonly drift: StoreDrift,
    private readonly repairs: StoreRepairs,
    private readonly usage: UsageSweep,
    private readonly overuse: OveruseHolds,
    private readonly audit: AuditTrail,
  ) {}

  async scheduled(): Promise<void> {
    await this.alone(async () => this.walk(await this.begin('schedule')));
  }

  /** Answers its report. Refuses with `reconcile_running` while another round is on. */
  async manual(asked: ManualRound): Promise<ReconcileRound> {
    const round = await this.alone(async () => {
      const id = await this.begin('operator', asked);
      await this.walk(id);
      const [report]: ReconcileRound[] = await this.dataSource.query(
        `SELECT ${COLUMNS} FROM provisioning_reconcile WHERE id = $1`,
        [id],
      );
      return report;
    });
    if (!round) throw new Refusal(provisioningProblems.reconcileRunning);
    return round;
  }

  /** Newest first. */
  async last(): Promise<ReconcileRound[]> {
    return await this.dataSource.query(
      `SELECT ${COLUMNS} FROM provisioning_reconcile ORDER BY started_at DESC LIMIT ${LAST}`,
    );
  }

  private async alone<T>(act: () => Promise<T>): Promise<T | undefined> {
    const holder = this.dataSource.createQueryRunner();
    try {
      await holder.startTransaction();
      await holder.query(`SET LOCAL idle_in_transaction_session_timeout = '${LONGEST_S}s'`);
      const [lock]: { free: boolean }[] = await holder.query(
        `SELECT pg_try_advisory_xact_lock(hashtext(current_schema() || '.provisioning_reconcile')) AS free`,
      );
      return lock?.free ? await act() : undefined;
    } finally {
      // A connection that was lost has let go of the lock already.
      await holder.rollbackTransaction().catch(() => undefined);
      await holder.release();
    }
  }

  /** What still says that it runs belongs to a process that died: it would hold the lock. */
  private async begin(trigger: ReconcileRound['trigger'], asked?: ManualRound): Promise<string> {
    const id = uuidv7();
    await this.dataSource.transaction(async (tx) => {
      await tx.query(
        `UPDATE provisioning_reconcile SET state = 'abandoned', finished_at = clock_timestamp() WHERE state = 'running'`,
      );
      await tx.query(`INSERT INTO provisioning_reconcile (id, trigger) VALUES ($1, $2)`, [id, trigger]);
      await tx.query(
        `DELETE FROM provisioning_reconcile WHERE started_at < clock_timestamp() - interval '${KEPT_DAYS} days'`,
      );
      if (!asked) return;
      const { by, origin, reason } = asked;
      const on = { type: 'reconcile', id };
      await this.audit.record(tx, { what: provisioningAudit.reconciled, by, origin, reason, on });
    });
    return id;
  }

  private async walk(id: string): Promise<void> {
    const deeds: ReconcileDeeds = { requested: 0, told: 0, erased: 0, queued: 0, levels: 0, held: 0, released: 0 };
    let found: Record<string, number> = {};
    try {
      const drifts = await this.drift.find();
      found = counted(drifts);
      await this.repairs.mend(drifts, deeds);
      deeds.levels = await this.usage.round();
      await this.overuse.round(deeds);
      await this.end(id, found, deeds, null);
    } catch (error) {
      this.logger.error(`A round of reconcile broke off: ${String(error)}`);
      await this.end(id, found, deeds, error instanceof Error ? error.message : String(error));
    }
  }

  private async end(id: string, found: object, deeds: ReconcileDeeds, error: string | null): Promise<void> {
    await this.dataSource.query(
      `UPDATE provisioning_reconcile SET state = CASE WHEN $4::text IS NULL THEN 'done' ELSE 'failed' END,
         found = $2, did = $3, error = $4, finished_at = clock_timestamp()
       WHERE id = $1 AND state = 'running'`,
      [id, JSON.stringify(found), JSON.stringify(deeds), error],
    );
  }
}

function counted(drifts: readonly Drift[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { kind } of drifts) counts[kind] = (counts[kind] ?? 0) + 1;
  return counts;
}

/**
 * Truth is a row: whichever process inserts (policy, slot) first asks for its runs in the same transaction, all others
 * find the row. After downtime one run makes up for the newest missed slot within 24 h; the others are noted.
 */
import { type BeforeApplicationShutdown, Injectable, Logger, type OnApplicationBootstrap } from '@nestjs/common';
import { HouseSettings } from '@purser/kit/backend/settings';
import { DataSource, type EntityManager } from 'typeorm';
import { BackupAlarms } from '../alarm/backup-alarms.service.js';
import { BackupBases } from '../run/backup-bases.service.js';
import { BackupFigures } from '../run/backup-figures.service.js';
import { BackupRuns } from '../run/backup-runs.service.js';
import { BackupTargets } from '../target/backup-targets.service.js';
import { BackupPolicies } from './backup-policies.service.js';
import type { BackupPolicy } from './backup-policy.js';
import { slotsBetween } from './slots.js';

const TICK_MS = 15_000;
const CATCH_UP_MS = 24 * 3_600_000;

/** Nobody was there; the one before still ran; there is nothing yet on which it could stand. */
type SkipReason = 'missed' | 'overlap' | 'no_full';

@Injectable()
export class PolicyTicker implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger('BackupPolicies');
  private timer: NodeJS.Timeout | undefined;
  private stopped = false;

  constructor(
    private readonly dataSource: DataSource,
    private readonly policies: BackupPolicies,
    private readonly runs: BackupRuns,
    private readonly bases: BackupBases,
    private readonly targets: BackupTargets,
    private readonly alarms: BackupAlarms,
    private readonly figures: BackupFigures,
    private readonly settings: HouseSettings,
  ) {}

  onApplicationBootstrap(): void {
    if (this.settings.role === 'web') return;
    const again = () => {
      if (this.stopped) return;
      this.timer = setTimeout(() => void this.tick().finally(again), TICK_MS * (0.8 + Math.random() * 0.4)).unref();
    };
    again();
  }

  beforeApplicationShutdown(): void {
    this.stopped = true;
    clearTimeout(this.timer);
  }

  /** `now` stands in for the database's clock in tests. */
  async tick(now?: Date): Promise<void> {
    try {
      for (const policy of await this.policies.enabled()) await this.decide(policy, now);
      await this.alarms.lookForSilence(now);
    } catch (error) {
      this.logger.error(`Policies could not be looked at: ${String(error)}`);
    }
  }

  private async decide(policy: BackupPolicy, given?: Date): Promise<void> {
    const [known]: { now: Date; last: Date | null }[] = await this.dataSource.query(
      'SELECT clock_timestamp() AS now, (SELECT max(slot_at) FROM backup_slot WHERE policy_id = $1) AS last',
      [policy.id],
    );
    if (!known) return;
    const now = given ?? known.now;
    const after = known.last && known.last > policy.since ? known.last : policy.since;
    const due = slotsBetween(policy.cron, policy.zone, after, now);
    const newest = due.pop();
    if (!newest) return;
    await this.dataSource.transaction(async (tx) => {
      const reason = await this.reasonToSkip(tx, policy, newest, now);
      if (!(await this.note(tx, policy, [newest], reason))) return;
      const missed = await this.note(tx, policy, due, 'missed');
      this.figures.missed(policy.name, missed + (reason === 'missed' ? 1 : 0));
      if (reason !== null) return;
      for (const target of policy.targets.length > 0 ? policy.targets : [undefined]) {
        await this.runs.request(tx, {
          trigger: 'schedule',
          policyId: policy.id,
          slotAt: newest,
          events: policy.kind === 'events',
          target,
          by: 'system',
        });
      }
    });
  }

  private async reasonToSkip(
    tx: EntityManager,
    { id, kind, targets }: BackupPolicy,
    slot: Date,
    now: Date,
  ): Promise<SkipReason | null> {
    if (now.getTime() - slot.getTime() > CATCH_UP_MS) return 'missed';
    const open: unknown[] = await tx.query(
      `SELECT FROM backup_run WHERE policy_id = $1 AND state IN ('queued', 'running') LIMIT 1`,
      [id],
    );
    if (open.length > 0) return 'overlap';
    if (kind === 'full') return null;
    const standing = await Promise.all(
      (targets.length > 0 ? targets : [this.targets.first.name]).map((name) => this.bases.exists(name)),
    );
    return standing.every(Boolean) ? null : 'no_full';
  }

  /** How many of them were nobody's before. */
  private async note(
    tx: EntityManager,
    { id }: BackupPolicy,
    slots: readonly Date[],
    reason: SkipReason | null,
  ): Promise<number> {
    if (slots.length === 0) return 0;
    const inserted: unknown[] = await tx.query(
      `INSERT INTO backup_slot (policy_id, slot_at, state, reason)
       SELECT $1, slot_at, $2, $3 FROM unnest($4::timestamptz[]) AS slot_at
       ON CONFLICT (policy_id, slot_at) DO NOTHING RETURNING slot_at`,
      [id, reason === null ? 'queued' : 'skipped', reason, slots],
    );
    return inserted.length;
  }
}

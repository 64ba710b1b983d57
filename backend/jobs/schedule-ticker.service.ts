import { Injectable, Logger } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { newestSlot, slotsBetween } from './cron-slots.js';
import { JobCatalogue, type JobKind } from './job-catalogue.service.js';

const TICK_MS = 15_000;
const CATCH_UP_MS = 24 * 3_600_000;
const MISSED_LIMIT = 100;

/**
 * Truth is a row: whichever process inserts (job, slot) first enqueues the job in the same transaction, all others find
 * the row. After downtime one run makes up for the newest missed slot within 24 h; older ones are noted as skipped.
 */
@Injectable()
export class ScheduleTicker {
  private readonly logger = new Logger('Schedules');
  private timer: NodeJS.Timeout | undefined;
  private stopped = false;

  constructor(
    private readonly dataSource: DataSource,
    private readonly catalogue: JobCatalogue,
  ) {}

  start(): void {
    const again = () => {
      if (this.stopped) return;
      this.timer = setTimeout(() => void this.tick().finally(again), TICK_MS * (0.8 + Math.random() * 0.4)).unref();
    };
    void this.tick().finally(again);
  }

  stop(): void {
    this.stopped = true;
    clearTimeout(this.timer);
  }

  /** `now` stands in for the database's clock in tests. */
  async tick(now?: Date): Promise<void> {
    for (const kind of this.catalogue.all()) {
      if (kind.schedule === undefined) continue;
      try {
        await this.decide(kind, kind.schedule, now);
      } catch (error) {
        this.logger.error(`The schedule of "${kind.name}" could not be looked at: ${String(error)}`);
      }
    }
  }

  private async decide(kind: JobKind, cron: string, given?: Date): Promise<void> {
    const [known]: { now: Date; last: Date | null; cron: string | null }[] = await this.dataSource.query(
      `SELECT clock_timestamp() AS now, s.slot_at AS last, s.cron FROM (VALUES (1)) AS one
       LEFT JOIN (SELECT slot_at, cron FROM house_schedule_slot WHERE job = $1 ORDER BY slot_at DESC LIMIT 1) s ON true`,
      [kind.name],
    );
    if (!known) return;
    const now = given ?? known.now;
    const slot = newestSlot(cron, now);
    if (known.last !== null && known.last >= slot) return;
    await this.dataSource.transaction(async (tx) => {
      const reason = reasonToSkip(known, cron, slot, now);
      const inserted: unknown[] = await tx.query(
        `INSERT INTO house_schedule_slot (job, slot_at, cron, state, reason) VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT (job, slot_at) DO NOTHING RETURNING job`,
        [kind.name, slot, cron, reason === null ? 'queued' : 'skipped', reason],
      );
      if (inserted.length === 0) return;
      if (known.last !== null && known.cron === cron) await this.noteMissed(tx, kind.name, cron, known.last, slot);
      if (reason === null) await this.enqueue(tx, kind, slot);
      await tx.query(
        `DELETE FROM house_schedule_slot WHERE job = $1 AND slot_at < $2::timestamptz - interval '60 days'`,
        [kind.name, slot],
      );
    });
  }

  private async noteMissed(tx: EntityManager, job: string, cron: string, last: Date, slot: Date): Promise<void> {
    const missed = slotsBetween(cron, last, slot, MISSED_LIMIT);
    if (missed.length === 0) return;
    await tx.query(
      `INSERT INTO house_schedule_slot (job, slot_at, cron, state, reason)
       SELECT $1, slot_at, $2, 'skipped', 'missed' FROM unnest($3::timestamptz[]) AS slot_at
       ON CONFLICT (job, slot_at) DO NOTHING`,
      [job, cron, missed],
    );
  }

  /** A queue of its own keeps two slots of one job from running at the same time. */
  private async enqueue(tx: EntityManager, kind: JobKind, slot: Date): Promise<void> {
    await tx.query(
      `SELECT graphile_worker.add_job($1, $2::json, queue_name := $3, max_attempts := $4::integer, job_key := $5)`,
      [
        kind.name,
        JSON.stringify({ slotAt: slot.toISOString() }),
        `schedule:${kind.name}`,
        kind.maxAttempts,
        `schedule:${kind.name}:${slot.toISOString()}`,
      ],
    );
  }
}

/** A schedule that was never seen, or has just been changed, does not make up for slots before it. */
function reasonToSkip(
  known: { last: Date | null; cron: string | null },
  cron: string,
  slot: Date,
  now: Date,
): 'first_seen' | 'schedule_changed' | 'missed' | null {
  if (known.last === null) return 'first_seen';
  if (known.cron !== cron) return 'schedule_changed';
  return now.getTime() - slot.getTime() > CATCH_UP_MS ? 'missed' : null;
}

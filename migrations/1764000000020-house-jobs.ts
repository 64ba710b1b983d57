import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What the queue itself (schema `graphile_worker`) does not keep: schedules, living workers and how each job has fared. */
export class HouseJobs1764000000020 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE house_schedule_slot (
        job text NOT NULL,
        slot_at timestamptz NOT NULL,
        cron text NOT NULL,
        state text NOT NULL CHECK (state IN ('queued', 'skipped')),
        reason text CHECK (reason IN ('first_seen', 'schedule_changed', 'missed')),
        decided_at timestamptz NOT NULL DEFAULT clock_timestamp(),
        PRIMARY KEY (job, slot_at),
        CHECK ((state = 'skipped') = (reason IS NOT NULL))
      )`);
    await runner.query(`
      CREATE TABLE house_worker (
        id uuid PRIMARY KEY,
        pool_id text NOT NULL UNIQUE,
        host text NOT NULL,
        pid integer NOT NULL,
        started_at timestamptz NOT NULL DEFAULT clock_timestamp(),
        beat_at timestamptz NOT NULL DEFAULT clock_timestamp()
      )`);
    await runner.query(`
      CREATE TABLE house_job_kind (
        name text PRIMARY KEY,
        schedule text,
        timeout_ms integer NOT NULL,
        max_attempts integer NOT NULL,
        declared_at timestamptz NOT NULL DEFAULT clock_timestamp(),
        runs bigint NOT NULL DEFAULT 0,
        failures bigint NOT NULL DEFAULT 0,
        last_started_at timestamptz,
        last_ms integer,
        last_result text CHECK (last_result IN ('succeeded', 'failed')),
        last_error text,
        last_success_at timestamptz
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE house_schedule_slot, house_worker, house_job_kind');
  }
}

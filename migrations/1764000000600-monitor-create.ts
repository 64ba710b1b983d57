import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What probes found. A subject that is watched has one row and one open incident at most: whoever moves the row tells of it, so
 * nobody hears of the same thing twice, however many processes look.
 */
export class MonitorCreate1764000000600 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE monitor_subject (
        -- process:<host>:<port>, canary, store:<id>
        key text PRIMARY KEY,
        kind text NOT NULL CHECK (kind IN ('process', 'canary', 'store')),
        -- in a row
        failures integer NOT NULL DEFAULT 0 CHECK (failures >= 0),
        degraded_since timestamptz,
        step text,
        error text,
        probed_at timestamptz NOT NULL,
        CONSTRAINT monitor_subject_failing CHECK ((failures > 0) = (step IS NOT NULL AND error IS NOT NULL)),
        CONSTRAINT monitor_subject_degraded CHECK (degraded_since IS NULL OR failures > 0)
      );
      CREATE INDEX monitor_subject_failing ON monitor_subject (kind) WHERE failures > 0;
      CREATE INDEX monitor_subject_kind ON monitor_subject (kind, probed_at);

      CREATE TABLE monitor_result (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        subject text NOT NULL,
        kind text NOT NULL,
        -- the process that looked
        vantage text NOT NULL,
        at timestamptz NOT NULL DEFAULT clock_timestamp(),
        ok boolean NOT NULL,
        step text,
        error text,
        milliseconds jsonb NOT NULL,
        maintenance boolean NOT NULL,
        CONSTRAINT monitor_result_failed CHECK (ok = (step IS NULL) AND ok = (error IS NULL))
      );
      CREATE INDEX monitor_result_subject ON monitor_result (subject, id);
      CREATE INDEX monitor_result_at ON monitor_result (at);
      CREATE INDEX monitor_result_failed ON monitor_result (id) WHERE NOT ok;

      -- five minutes each; what happened in maintenance is not in here
      CREATE TABLE monitor_bucket (
        slo text NOT NULL CHECK (slo IN ('ready', 'reachability', 'live-delivery')),
        at timestamptz NOT NULL,
        good bigint NOT NULL DEFAULT 0,
        bad bigint NOT NULL DEFAULT 0,
        PRIMARY KEY (slo, at)
      );

      CREATE TABLE monitor_incident (
        id uuid PRIMARY KEY,
        key text NOT NULL,
        kind text NOT NULL CHECK (kind IN ('process', 'canary', 'stores', 'slo')),
        -- the failing step, or the burn
        cause text NOT NULL,
        detail text NOT NULL,
        opened_at timestamptz NOT NULL DEFAULT clock_timestamp(),
        closed_at timestamptz,
        CONSTRAINT monitor_incident_order CHECK (closed_at >= opened_at)
      );
      CREATE UNIQUE INDEX monitor_incident_open ON monitor_incident (key) WHERE closed_at IS NULL;
      CREATE INDEX monitor_incident_opened ON monitor_incident (opened_at);

      CREATE TABLE monitor_maintenance (
        id uuid PRIMARY KEY,
        starts_at timestamptz NOT NULL,
        ends_at timestamptz NOT NULL,
        reason text NOT NULL,
        created_by uuid NOT NULL,
        created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
        CONSTRAINT monitor_maintenance_order CHECK (ends_at >= starts_at),
        CONSTRAINT monitor_maintenance_length CHECK (ends_at <= starts_at + interval '7 days')
      );
      CREATE INDEX monitor_maintenance_ends ON monitor_maintenance (ends_at);

      -- where the walk over everybody's stores stands
      CREATE TABLE monitor_walk (
        one boolean PRIMARY KEY DEFAULT true CHECK (one),
        after text NOT NULL DEFAULT ''
      );
      INSERT INTO monitor_walk DEFAULT VALUES;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE monitor_walk, monitor_maintenance, monitor_incident, monitor_bucket, monitor_result, monitor_subject;
    `);
  }
}

import type { MigrationInterface, QueryRunner } from 'typeorm';

export class AuthCreateSessions1764000000110 implements MigrationInterface {
  name = 'AuthCreateSessions1764000000110';

  async up(runner: QueryRunner): Promise<void> {
    // Nothing that a refresh changes is indexed and pages keep room, so a refresh stays a HOT update of one row.
    await runner.query(`
      CREATE TABLE auth_session (
        id uuid NOT NULL,
        user_id uuid NOT NULL,
        created_at timestamptz NOT NULL,
        signed_in_at timestamptz NOT NULL,
        last_seen_at timestamptz NOT NULL,
        idle_expires_at timestamptz NOT NULL,
        expires_at timestamptz NOT NULL,
        ended_at timestamptz,
        end_reason text,
        refresh_generation integer NOT NULL DEFAULT 0,
        refresh_hash bytea NOT NULL,
        refresh_previous_hash bytea,
        refresh_rotated_at timestamptz NOT NULL,
        refresh_window_at timestamptz NOT NULL,
        refresh_window_count integer NOT NULL DEFAULT 0,
        client text NOT NULL,
        ip text NOT NULL,
        user_agent text NOT NULL,
        place text,
        CONSTRAINT auth_session_pk PRIMARY KEY (id),
        CONSTRAINT auth_session_user FOREIGN KEY (user_id) REFERENCES auth_user (id) ON DELETE CASCADE,
        CONSTRAINT auth_session_client_known CHECK (client IN ('browser', 'native')),
        CONSTRAINT auth_session_ended_with_reason CHECK ((ended_at IS NULL) = (end_reason IS NULL)),
        CONSTRAINT auth_session_reason_known CHECK (end_reason IN (
          'signed_out', 'signed_out_elsewhere', 'ended_by_operator', 'session_idle', 'session_expired',
          'session_revoked', 'refresh_reused', 'account_disabled', 'password_changed', 'restored')),
        CONSTRAINT auth_session_idle_within_life CHECK (idle_expires_at <= expires_at)
      ) WITH (fillfactor = 80)`);
    await runner.query(`CREATE INDEX auth_session_by_user ON auth_session (user_id)`);
    // For the look, each minute, at the few that live among all that ended in the last months.
    await runner.query(`CREATE INDEX auth_session_living ON auth_session (user_id) WHERE ended_at IS NULL`);
    await runner.query(`CREATE INDEX auth_session_by_created ON auth_session (created_at)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE auth_session`);
  }
}

import type { MigrationInterface, QueryRunner } from 'typeorm';

export class AuthCreateOperators1764000000120 implements MigrationInterface {
  name = 'AuthCreateOperators1764000000120';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE auth_operator (
        id uuid NOT NULL,
        email text NOT NULL,
        email_key text NOT NULL,
        name text NOT NULL,
        password_hash text NOT NULL,
        password_changed_at timestamptz NOT NULL,
        disabled_at timestamptz,
        disabled_reason text,
        created_at timestamptz NOT NULL,
        updated_at timestamptz NOT NULL,
        CONSTRAINT auth_operator_pk PRIMARY KEY (id),
        CONSTRAINT auth_operator_email_key_normalised CHECK (email_key = lower(btrim(email_key)) AND email_key <> ''),
        CONSTRAINT auth_operator_disabled_with_reason CHECK ((disabled_at IS NULL) = (disabled_reason IS NULL))
      )`);
    await runner.query(`CREATE UNIQUE INDEX auth_operator_one_per_address ON auth_operator (email_key)`);
    await runner.query(`
      CREATE TABLE auth_operator_role (
        operator_id uuid NOT NULL,
        role text NOT NULL,
        granted_at timestamptz NOT NULL,
        CONSTRAINT auth_operator_role_pk PRIMARY KEY (operator_id, role),
        CONSTRAINT auth_operator_role_operator FOREIGN KEY (operator_id) REFERENCES auth_operator (id) ON DELETE CASCADE,
        CONSTRAINT auth_operator_role_known CHECK (role IN ('owner', 'operator', 'support', 'auditor'))
      )`);
    await runner.query(`
      CREATE TABLE auth_operator_session (
        id uuid NOT NULL,
        operator_id uuid NOT NULL,
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
        CONSTRAINT auth_operator_session_pk PRIMARY KEY (id),
        CONSTRAINT auth_operator_session_operator FOREIGN KEY (operator_id) REFERENCES auth_operator (id) ON DELETE CASCADE,
        CONSTRAINT auth_operator_session_client_known CHECK (client IN ('browser', 'native')),
        CONSTRAINT auth_operator_session_ended_with_reason CHECK ((ended_at IS NULL) = (end_reason IS NULL)),
        CONSTRAINT auth_operator_session_reason_known CHECK (end_reason IN (
          'signed_out', 'signed_out_elsewhere', 'ended_by_operator', 'session_idle', 'session_expired',
          'session_revoked', 'refresh_reused', 'account_disabled', 'password_changed', 'restored')),
        CONSTRAINT auth_operator_session_idle_within_life CHECK (idle_expires_at <= expires_at)
      ) WITH (fillfactor = 80)`);
    await runner.query(`CREATE INDEX auth_operator_session_by_operator ON auth_operator_session (operator_id)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE auth_operator_session`);
    await runner.query(`DROP TABLE auth_operator_role`);
    await runner.query(`DROP TABLE auth_operator`);
  }
}

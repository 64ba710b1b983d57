import type { MigrationInterface, QueryRunner } from 'typeorm';

export class AuthCreateUsers1764000000100 implements MigrationInterface {
  name = 'AuthCreateUsers1764000000100';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE auth_user (
        id uuid NOT NULL,
        email text NOT NULL,
        email_key text NOT NULL,
        name text NOT NULL,
        locale text NOT NULL,
        password_hash text,
        password_changed_at timestamptz,
        confirmed_at timestamptz,
        disabled_at timestamptz,
        disabled_reason text,
        default_workspace_id uuid,
        created_at timestamptz NOT NULL,
        updated_at timestamptz NOT NULL,
        CONSTRAINT auth_user_pk PRIMARY KEY (id),
        CONSTRAINT auth_user_email_key_normalised CHECK (email_key = lower(btrim(email_key)) AND email_key <> ''),
        CONSTRAINT auth_user_locale_known CHECK (locale IN ('en', 'de')),
        CONSTRAINT auth_user_disabled_with_reason CHECK ((disabled_at IS NULL) = (disabled_reason IS NULL))
      )`);
    await runner.query(`CREATE UNIQUE INDEX auth_user_one_per_address ON auth_user (email_key)`);
    await runner.query(`CREATE INDEX auth_user_by_created ON auth_user (created_at)`);

    await runner.query(`
      CREATE TABLE auth_token (
        id uuid NOT NULL,
        user_id uuid NOT NULL,
        purpose text NOT NULL,
        token_hash bytea NOT NULL,
        expires_at timestamptz NOT NULL,
        code_hash text,
        code_key_id text,
        code_expires_at timestamptz,
        code_tries integer NOT NULL DEFAULT 0,
        created_at timestamptz NOT NULL,
        used_at timestamptz,
        superseded_at timestamptz,
        CONSTRAINT auth_token_pk PRIMARY KEY (id),
        CONSTRAINT auth_token_user FOREIGN KEY (user_id) REFERENCES auth_user (id) ON DELETE CASCADE,
        CONSTRAINT auth_token_purpose_known CHECK (purpose IN ('confirm_address', 'change_address')),
        CONSTRAINT auth_token_tries_bounded CHECK (code_tries BETWEEN 0 AND 5)
      )`);
    await runner.query(`CREATE UNIQUE INDEX auth_token_by_hash ON auth_token (token_hash)`);
    await runner.query(`CREATE INDEX auth_token_by_user ON auth_token (user_id, created_at)`);
    // Only the newest token of a purpose is good (SECURITY 18), also when two are asked for at once.
    await runner.query(`
      CREATE UNIQUE INDEX auth_token_one_live ON auth_token (user_id, purpose)
      WHERE used_at IS NULL AND superseded_at IS NULL`);

    // Keyed by a hash of the address, so unknown addresses are counted exactly like known ones.
    await runner.query(`
      CREATE TABLE auth_sign_in_failure (
        account bytea NOT NULL,
        failures integer NOT NULL,
        last_failed_at timestamptz NOT NULL,
        blocked_until timestamptz,
        CONSTRAINT auth_sign_in_failure_pk PRIMARY KEY (account),
        CONSTRAINT auth_sign_in_failure_counted CHECK (failures > 0)
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE auth_sign_in_failure`);
    await runner.query(`DROP TABLE auth_token`);
    await runner.query(`DROP TABLE auth_user`);
  }
}

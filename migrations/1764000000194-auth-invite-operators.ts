import type { MigrationInterface, QueryRunner } from 'typeorm';

/** An operator may be invited: until they set their first password nothing opens their account. */
export class AuthInviteOperators1764000000194 implements MigrationInterface {
  name = 'AuthInviteOperators1764000000194';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE auth_operator ALTER COLUMN password_hash DROP NOT NULL`);
    await runner.query(`
      CREATE TABLE auth_operator_invitation (
        id uuid NOT NULL,
        operator_id uuid NOT NULL,
        token_hash bytea NOT NULL,
        created_at timestamptz NOT NULL,
        expires_at timestamptz NOT NULL,
        used_at timestamptz,
        superseded_at timestamptz,
        CONSTRAINT auth_operator_invitation_pk PRIMARY KEY (id),
        CONSTRAINT auth_operator_invitation_operator FOREIGN KEY (operator_id) REFERENCES auth_operator (id) ON DELETE CASCADE
      )`);
    await runner.query(`CREATE UNIQUE INDEX auth_operator_invitation_by_hash ON auth_operator_invitation (token_hash)`);
    await runner.query(`
      CREATE UNIQUE INDEX auth_operator_invitation_one_live ON auth_operator_invitation (operator_id)
      WHERE used_at IS NULL AND superseded_at IS NULL`);
    // Which puzzles of sign-up were handed in: each counts once, over all processes.
    await runner.query(`
      CREATE TABLE auth_spent_proof (
        challenge_hash bytea NOT NULL,
        expires_at timestamptz NOT NULL,
        CONSTRAINT auth_spent_proof_pk PRIMARY KEY (challenge_hash)
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE auth_spent_proof`);
    await runner.query(`DROP TABLE auth_operator_invitation`);
    await runner.query(`UPDATE auth_operator SET password_hash = 'none' WHERE password_hash IS NULL`);
    await runner.query(`ALTER TABLE auth_operator ALTER COLUMN password_hash SET NOT NULL`);
  }
}

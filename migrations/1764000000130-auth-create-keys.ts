import type { MigrationInterface, QueryRunner } from 'typeorm';

export class AuthCreateKeys1764000000130 implements MigrationInterface {
  name = 'AuthCreateKeys1764000000130';

  async up(runner: QueryRunner): Promise<void> {
    // Used where SIGNING_KEYS is not set, which production refuses.
    await runner.query(`
      CREATE TABLE auth_signing_key (
        kid text NOT NULL,
        private_key text NOT NULL,
        created_at timestamptz NOT NULL,
        retires_at timestamptz,
        CONSTRAINT auth_signing_key_pk PRIMARY KEY (kid)
      )`);
    await runner.query(
      `CREATE UNIQUE INDEX auth_signing_key_one_signs ON auth_signing_key ((true)) WHERE retires_at IS NULL`,
    );
    await runner.query(`
      CREATE TABLE auth_secret (
        name text NOT NULL,
        value bytea NOT NULL,
        created_at timestamptz NOT NULL,
        CONSTRAINT auth_secret_pk PRIMARY KEY (name),
        CONSTRAINT auth_secret_strong CHECK (length(value) >= 32)
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE auth_secret`);
    await runner.query(`DROP TABLE auth_signing_key`);
  }
}

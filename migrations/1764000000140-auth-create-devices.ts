import type { MigrationInterface, QueryRunner } from 'typeorm';

const KINDS = [
  { people: 'auth_user', owner: 'user_id', device: 'auth_device', session: 'auth_session' },
  {
    people: 'auth_operator',
    owner: 'operator_id',
    device: 'auth_operator_device',
    session: 'auth_operator_session',
  },
] as const;

export class AuthCreateDevices1764000000140 implements MigrationInterface {
  name = 'AuthCreateDevices1764000000140';

  async up(runner: QueryRunner): Promise<void> {
    for (const { people, owner, device, session } of KINDS) {
      await runner.query(`
        CREATE TABLE ${device} (
          id uuid NOT NULL,
          ${owner} uuid NOT NULL,
          token_hash bytea NOT NULL,
          created_at timestamptz NOT NULL,
          last_used_at timestamptz NOT NULL,
          expires_at timestamptz NOT NULL,
          CONSTRAINT ${device}_pk PRIMARY KEY (id),
          CONSTRAINT ${device}_owner FOREIGN KEY (${owner}) REFERENCES ${people} (id) ON DELETE CASCADE,
          CONSTRAINT ${device}_token_hashed CHECK (length(token_hash) = 32)
        )`);
      // People who share a browser share its token; each of them is known there on their own.
      await runner.query(`CREATE UNIQUE INDEX ${device}_one_per_browser ON ${device} (token_hash, ${owner})`);
      await runner.query(`CREATE INDEX ${device}_by_owner ON ${device} (${owner}, last_used_at)`);
      // No foreign key: a device that is forgotten leaves the sessions alone that were opened on it.
      await runner.query(`ALTER TABLE ${session} ADD COLUMN device_id uuid`);
      // Outlives the sessions, which are deleted some day: the first sign-in of all is no news to anybody.
      await runner.query(`ALTER TABLE ${people} ADD COLUMN first_signed_in_at timestamptz`);
      await runner.query(`
        UPDATE ${people} p SET first_signed_in_at =
          (SELECT min(s.created_at) FROM ${session} s WHERE s.${owner} = p.id)`);
    }
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const { people, device, session } of KINDS) {
      await runner.query(`ALTER TABLE ${people} DROP COLUMN first_signed_in_at`);
      await runner.query(`ALTER TABLE ${session} DROP COLUMN device_id`);
      await runner.query(`DROP TABLE ${device}`);
    }
  }
}

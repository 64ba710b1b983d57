import type { MigrationInterface, QueryRunner } from 'typeorm';

export class AuthCreateAddressChanges1764000000193 implements MigrationInterface {
  name = 'AuthCreateAddressChanges1764000000193';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE auth_address_change (
        id uuid NOT NULL,
        user_id uuid NOT NULL,
        old_email text NOT NULL,
        new_email text NOT NULL,
        state text NOT NULL,
        requested_at timestamptz NOT NULL,
        expires_at timestamptz NOT NULL,
        confirmed_at timestamptz,
        CONSTRAINT auth_address_change_pk PRIMARY KEY (id),
        CONSTRAINT auth_address_change_user FOREIGN KEY (user_id) REFERENCES auth_user (id) ON DELETE CASCADE,
        CONSTRAINT auth_address_change_state_known CHECK (state IN ('pending', 'cancelled', 'confirmed', 'undone')),
        CONSTRAINT auth_address_change_confirmed CHECK ((state IN ('confirmed', 'undone')) = (confirmed_at IS NOT NULL))
      )`);
    // One change at a time waits for its confirmation, also when two are asked for at once.
    await runner.query(`
      CREATE UNIQUE INDEX auth_address_change_one_pending ON auth_address_change (user_id) WHERE state = 'pending'`);
    await runner.query(`CREATE INDEX auth_address_change_by_user ON auth_address_change (user_id, confirmed_at)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE auth_address_change`);
  }
}

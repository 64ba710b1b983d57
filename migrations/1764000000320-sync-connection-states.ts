import type { MigrationInterface, QueryRunner } from 'typeorm';

/** How each live connection gets on, written with its heads. A process of the release before tells nothing: null. */
export class SyncConnectionStates1764000000320 implements MigrationInterface {
  name = 'SyncConnectionStates1764000000320';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE sync_connection
        -- whether it follows the log; pushes refused one after the other; since when the oldest chunk waits for its Ack
        ADD COLUMN live boolean, ADD COLUMN refused integer NOT NULL DEFAULT 0, ADD COLUMN waiting_since timestamptz`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE sync_connection DROP COLUMN live, DROP COLUMN refused, DROP COLUMN waiting_since');
  }
}

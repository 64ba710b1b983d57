import type { MigrationInterface, QueryRunner } from 'typeorm';

const PARTITIONS = 16;

/**
 * `sync_store_log` is one row per log: the head moves only by the push statement, so it is gapless by construction.
 * `sync_event.args` is `json`, never `jsonb`: the bytes of the client are kept, and `\u0000` is legal.
 * Processes and connections are unlogged: they tell who is connected now, and after a crash nobody is.
 */
export class SyncCreate1764000000300 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      CREATE TABLE sync_store_log (
        store_id text PRIMARY KEY CHECK (store_id ~ '^[a-zA-Z0-9_-]{1,128}$'),
        workspace_id uuid NOT NULL UNIQUE,
        backend_id text NOT NULL,
        head bigint NOT NULL DEFAULT 0 CHECK (head >= 0),
        events bigint NOT NULL DEFAULT 0,
        bytes bigint NOT NULL DEFAULT 0,
        mode text NOT NULL DEFAULT 'provisioning' CHECK (mode IN ('provisioning', 'open', 'read_only', 'closed')),
        last_push_at timestamptz,
        created_at timestamptz NOT NULL DEFAULT now()
      ) WITH (fillfactor = 50)
    `);
    await queryRunner.query(`
      CREATE TABLE sync_event (
        store_id text NOT NULL,
        seq bigint NOT NULL CHECK (seq > 0),
        size integer NOT NULL,
        created_at timestamptz NOT NULL,
        name text NOT NULL,
        client_id text NOT NULL,
        session_id text NOT NULL,
        args json NOT NULL,
        PRIMARY KEY (store_id, seq)
      ) PARTITION BY HASH (store_id)
    `);
    for (let remainder = 0; remainder < PARTITIONS; remainder += 1) {
      await queryRunner.query(`
        CREATE TABLE sync_event_p${String(remainder).padStart(2, '0')} PARTITION OF sync_event
        FOR VALUES WITH (MODULUS ${PARTITIONS}, REMAINDER ${remainder})
      `);
    }
    await queryRunner.query(`
      CREATE TABLE sync_ticket (
        hash bytea PRIMARY KEY,
        kind text NOT NULL CHECK (kind IN ('session', 'probe')),
        store_id text NOT NULL,
        workspace_id uuid NOT NULL,
        user_id uuid,
        session_id uuid,
        role text NOT NULL,
        expires_at timestamptz NOT NULL,
        used_at timestamptz,
        CHECK (kind = 'probe' OR (user_id IS NOT NULL AND session_id IS NOT NULL))
      )
    `);
    await queryRunner.query('CREATE INDEX sync_ticket_expires_at ON sync_ticket (expires_at)');
    await queryRunner.query(`
      CREATE UNLOGGED TABLE sync_process (
        id uuid PRIMARY KEY,
        started_at timestamptz NOT NULL DEFAULT now(),
        alive_at timestamptz NOT NULL DEFAULT now()
      )
    `);
    await queryRunner.query(`
      CREATE UNLOGGED TABLE sync_connection (
        id uuid PRIMARY KEY,
        process_id uuid NOT NULL,
        kind text NOT NULL CHECK (kind IN ('session', 'probe')),
        store_id text NOT NULL,
        workspace_id uuid NOT NULL,
        user_id uuid,
        session_id uuid,
        role text NOT NULL,
        read_only boolean NOT NULL,
        agent text,
        connected_at timestamptz NOT NULL DEFAULT now(),
        head_sent bigint NOT NULL DEFAULT 0,
        head_acked bigint NOT NULL DEFAULT 0,
        ended_code integer,
        ended_reason text,
        CHECK ((ended_code IS NULL) = (ended_reason IS NULL))
      ) WITH (fillfactor = 70)
    `);
    await queryRunner.query('CREATE INDEX sync_connection_process ON sync_connection (process_id)');
    await queryRunner.query('CREATE INDEX sync_connection_user ON sync_connection (user_id)');
    await queryRunner.query('CREATE INDEX sync_connection_session ON sync_connection (session_id)');
    await queryRunner.query('CREATE INDEX sync_connection_workspace ON sync_connection (workspace_id)');
    await queryRunner.query(
      'CREATE INDEX sync_connection_ended ON sync_connection (process_id) WHERE ended_code IS NOT NULL',
    );
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    for (const table of ['sync_connection', 'sync_process', 'sync_ticket', 'sync_event', 'sync_store_log']) {
      await queryRunner.query(`DROP TABLE ${table}`);
    }
  }
}

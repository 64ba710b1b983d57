import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The trail is one table that holds each entry as canonical text, with its readable columns generated from that text
 * (so there is nothing beside the hashed text that could be changed), and one table of links.
 *
 * Links are made by a deferred trigger, at COMMIT: only then the row of the chain's head is locked, so a publisher that
 * goes on working after `record` holds nobody up and no lock order can deadlock. Sixteen chains, chosen by transaction
 * id, keep PostgreSQL's group commit alive under many writers.
 */
export class HouseAudit1764000000010 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE house_audit (
        id uuid PRIMARY KEY,
        entry text NOT NULL,
        at timestamptz NOT NULL GENERATED ALWAYS AS (to_timestamp((entry::jsonb ->> 'at')::double precision / 1000)) STORED,
        what text NOT NULL GENERATED ALWAYS AS (entry::jsonb ->> 'what') STORED,
        actor_kind text NOT NULL GENERATED ALWAYS AS (entry::jsonb #>> '{by,kind}') STORED
          CHECK (actor_kind IN ('system', 'anonymous', 'customer', 'operator')),
        actor_id text GENERATED ALWAYS AS (entry::jsonb #>> '{by,id}') STORED,
        actor_email text GENERATED ALWAYS AS (entry::jsonb #>> '{by,email}') STORED,
        subject_type text GENERATED ALWAYS AS (entry::jsonb #>> '{on,type}') STORED,
        subject_id text GENERATED ALWAYS AS (entry::jsonb #>> '{on,id}') STORED,
        workspace_id text GENERATED ALWAYS AS (entry::jsonb ->> 'workspaceId') STORED,
        ip text GENERATED ALWAYS AS (entry::jsonb #>> '{origin,ip}') STORED,
        request_id text GENERATED ALWAYS AS (entry::jsonb #>> '{origin,requestId}') STORED
      )`);
    await runner.query('CREATE INDEX house_audit_at ON house_audit (at DESC)');
    await runner.query('CREATE INDEX house_audit_what ON house_audit (what, at DESC)');
    await runner.query('CREATE INDEX house_audit_actor ON house_audit (actor_id, at DESC) WHERE actor_id IS NOT NULL');
    await runner.query(
      'CREATE INDEX house_audit_subject ON house_audit (subject_id, at DESC) WHERE subject_id IS NOT NULL',
    );
    await runner.query(
      'CREATE INDEX house_audit_workspace ON house_audit (workspace_id, at DESC) WHERE workspace_id IS NOT NULL',
    );

    await runner.query(`
      CREATE TABLE house_audit_link (
        chain smallint NOT NULL,
        seq bigint NOT NULL CHECK (seq > 0),
        audit_id uuid NOT NULL UNIQUE REFERENCES house_audit (id),
        hash text NOT NULL,
        PRIMARY KEY (chain, seq)
      )`);
    await runner.query(`
      CREATE TABLE house_audit_head (
        chain smallint PRIMARY KEY,
        seq bigint NOT NULL,
        hash text NOT NULL
      ) WITH (fillfactor = 10)`);
    await runner.query(`
      INSERT INTO house_audit_head SELECT chain, 0, repeat('0', 64) FROM generate_series(0, 15) AS chain`);

    await runner.query(`
      CREATE FUNCTION house_audit_chain() RETURNS trigger LANGUAGE plpgsql AS $$
      DECLARE
        this_chain smallint := (pg_current_xact_id()::text::bigint % 16)::smallint;
        head house_audit_head;
        next_hash text;
      BEGIN
        SELECT * INTO STRICT head FROM house_audit_head WHERE chain = this_chain FOR UPDATE;
        next_hash := encode(sha256(convert_to(
          concat_ws(E'\\n', head.hash, this_chain, head.seq + 1, NEW.id, NEW.entry), 'UTF8')), 'hex');
        INSERT INTO house_audit_link VALUES (this_chain, head.seq + 1, NEW.id, next_hash);
        UPDATE house_audit_head SET seq = head.seq + 1, hash = next_hash WHERE chain = this_chain;
        RETURN NULL;
      END $$`);
    await runner.query(`
      CREATE CONSTRAINT TRIGGER house_audit_chain AFTER INSERT ON house_audit
      DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION house_audit_chain()`);

    await runner.query(`
      CREATE FUNCTION house_audit_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation';
      END $$`);
    for (const table of ['house_audit', 'house_audit_link']) {
      await runner.query(`
        CREATE TRIGGER ${table}_append_only BEFORE UPDATE OR DELETE ON ${table}
        FOR EACH ROW EXECUTE FUNCTION house_audit_refuse()`);
      await runner.query(`
        CREATE TRIGGER ${table}_no_truncate BEFORE TRUNCATE ON ${table}
        FOR EACH STATEMENT EXECUTE FUNCTION house_audit_refuse()`);
    }
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE house_audit_head, house_audit_link, house_audit');
    await runner.query('DROP FUNCTION house_audit_chain(), house_audit_refuse()');
  }
}

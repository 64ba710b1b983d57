import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What becomes of a letter after the mail server took it, and to whom none are sent any more. */
export class HouseMailDelivery1764000000052 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE house_mail
        DROP CONSTRAINT house_mail_state_check,
        DROP CONSTRAINT house_mail_check,
        DROP CONSTRAINT house_mail_check1,
        ADD COLUMN recipient_key text,
        ADD COLUMN copy integer NOT NULL DEFAULT 1,
        ADD COLUMN deferrals integer NOT NULL DEFAULT 0,
        ADD COLUMN next_attempt_at timestamptz,
        ADD COLUMN provider_id text,
        ADD COLUMN settled_at timestamptz`);
    await runner.query('UPDATE house_mail SET recipient_key = lower(normalize(trim(recipient), NFC))');
    await runner.query(`UPDATE house_mail SET settled_at = queued_at WHERE state = 'failed'`);
    await runner.query(`
      ALTER TABLE house_mail
        ALTER COLUMN recipient_key SET NOT NULL,
        ADD CONSTRAINT house_mail_state CHECK
          (state IN ('queued', 'sent', 'delivered', 'bounced', 'complained', 'failed', 'suppressed')),
        -- The server has it: when is known, and nothing secret is left.
        ADD CONSTRAINT house_mail_handed_over CHECK
          (state NOT IN ('sent', 'delivered', 'bounced', 'complained') OR (sent_at IS NOT NULL AND secrets IS NULL)),
        ADD CONSTRAINT house_mail_settled CHECK ((state NOT IN ('queued', 'sent')) = (settled_at IS NOT NULL)),
        ADD CONSTRAINT house_mail_waits CHECK (state = 'queued' OR next_attempt_at IS NULL)`);
    await runner.query('DROP INDEX house_mail_unsent');
    await runner.query("CREATE INDEX house_mail_unsent ON house_mail (queued_at) WHERE state = 'queued'");
    await runner.query('CREATE INDEX house_mail_provider_id ON house_mail (provider_id) WHERE provider_id IS NOT NULL');
    await runner.query(`
      CREATE TABLE house_mail_suppression (
        id uuid PRIMARY KEY,
        address_key text NOT NULL CONSTRAINT house_mail_suppression_one UNIQUE,
        address text NOT NULL,
        reason text NOT NULL CHECK (reason IN ('bounced', 'complained', 'operator')),
        detail text,
        since timestamptz NOT NULL,
        by text NOT NULL,
        mail_id uuid
      )`);
    await runner.query('CREATE INDEX house_mail_suppression_since ON house_mail_suppression (since DESC)');
    // One row: what the mail server did lately, for all workers.
    await runner.query(`
      CREATE TABLE house_mail_server (
        id boolean PRIMARY KEY DEFAULT true CHECK (id),
        failures integer NOT NULL DEFAULT 0,
        failing_since timestamptz,
        paused_until timestamptz,
        fault text,
        error text,
        CHECK ((failures = 0) = (failing_since IS NULL))
      )`);
    await runner.query('INSERT INTO house_mail_server DEFAULT VALUES');
    // When letters that anybody can ask for went to an address: at most the last ten.
    await runner.query(`
      CREATE TABLE house_mail_allowance (
        address_key text PRIMARY KEY,
        used timestamptz[] NOT NULL
      )`);
    // What providers told already: the same news twice changes nothing.
    await runner.query(`
      CREATE TABLE house_mail_news (
        id text PRIMARY KEY,
        heard_at timestamptz NOT NULL
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['news', 'allowance', 'server', 'suppression']) {
      await runner.query(`DROP TABLE house_mail_${table}`);
    }
    await runner.query('DROP INDEX house_mail_provider_id');
    await runner.query('DROP INDEX house_mail_unsent');
    await runner.query(`
      ALTER TABLE house_mail
        DROP CONSTRAINT house_mail_state,
        DROP CONSTRAINT house_mail_handed_over,
        DROP CONSTRAINT house_mail_settled,
        DROP CONSTRAINT house_mail_waits,
        DROP COLUMN recipient_key,
        DROP COLUMN copy,
        DROP COLUMN deferrals,
        DROP COLUMN next_attempt_at,
        DROP COLUMN provider_id,
        DROP COLUMN settled_at`);
    await runner.query(`
      UPDATE house_mail SET state = CASE WHEN state = 'suppressed' THEN 'failed' ELSE 'sent' END
      WHERE state IN ('delivered', 'bounced', 'complained', 'suppressed')`);
    await runner.query(`
      ALTER TABLE house_mail
        ADD CONSTRAINT house_mail_state_check CHECK (state IN ('queued', 'sent', 'failed')),
        ADD CONSTRAINT house_mail_check CHECK ((state = 'sent') <= (sent_at IS NOT NULL)),
        ADD CONSTRAINT house_mail_check1 CHECK (state <> 'sent' OR secrets IS NULL)`);
    await runner.query("CREATE INDEX house_mail_unsent ON house_mail (queued_at) WHERE state <> 'sent'");
  }
}

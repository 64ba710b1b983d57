import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Every mail of the house. `secrets` holds the values that its link or code is made of, only until it was sent or a
 * day has passed; what the console shows is rendered from `data`, which has them masked from the first moment.
 */
export class HouseMail1764000000030 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE house_mail (
        id uuid PRIMARY KEY,
        key text NOT NULL UNIQUE,
        template text NOT NULL,
        locale text NOT NULL,
        recipient text NOT NULL,
        subject text NOT NULL,
        data jsonb NOT NULL,
        secrets jsonb,
        has_secrets boolean NOT NULL,
        state text NOT NULL DEFAULT 'queued' CHECK (state IN ('queued', 'sent', 'failed')),
        attempts integer NOT NULL DEFAULT 0,
        error text,
        sending_until timestamptz,
        queued_at timestamptz NOT NULL DEFAULT clock_timestamp(),
        sent_at timestamptz,
        CHECK ((state = 'sent') <= (sent_at IS NOT NULL)),
        CHECK (state <> 'sent' OR secrets IS NULL)
      )`);
    await runner.query('CREATE INDEX house_mail_queued_at ON house_mail (queued_at DESC)');
    await runner.query('CREATE INDEX house_mail_recipient ON house_mail (lower(recipient), queued_at DESC)');
    await runner.query('CREATE INDEX house_mail_secrets ON house_mail (queued_at) WHERE secrets IS NOT NULL');
    await runner.query("CREATE INDEX house_mail_unsent ON house_mail (queued_at) WHERE state <> 'sent'");
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE house_mail');
  }
}

import type { MigrationInterface, QueryRunner } from 'typeorm';

export class WorkspaceLifecycle1764000000201 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE workspace
        ADD COLUMN suspended_at timestamptz,
        ADD COLUMN suspended_reason text,
        ADD CONSTRAINT workspace_suspended_with_reason CHECK ((suspended_at IS NULL) = (suspended_reason IS NULL))`);
    await runner.query(`
      ALTER TABLE workspace_invitation
        -- SHA-256 of the token in the link that its inviter copied: it opens the page, but proves no mailbox
        ADD COLUMN link_hash bytea CONSTRAINT workspace_invitation_link UNIQUE CHECK (octet_length(link_hash) = 32),
        -- whether the token in token_hash ever went out by mail
        ADD COLUMN mailed boolean NOT NULL DEFAULT true,
        ADD COLUMN sent_at timestamptz`);
    await runner.query('UPDATE workspace_invitation SET sent_at = created_at');
    await runner.query('ALTER TABLE workspace_invitation ALTER COLUMN sent_at SET NOT NULL');
    await runner.query('CREATE INDEX workspace_invitation_page ON workspace_invitation (workspace_id, id)');
    await runner.query(`
      CREATE INDEX workspace_invitation_inviter ON workspace_invitation (invited_by, workspace_id) WHERE state = 'pending'`);

    await runner.query(`
      CREATE TABLE workspace_last_used (
        user_id uuid PRIMARY KEY REFERENCES auth_user (id) ON DELETE CASCADE,
        workspace_id uuid NOT NULL REFERENCES workspace (id) ON DELETE CASCADE,
        at timestamptz NOT NULL
      )`);
    await runner.query('CREATE INDEX workspace_last_used_workspace ON workspace_last_used (workspace_id)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE workspace_last_used');
    await runner.query('DROP INDEX workspace_invitation_page, workspace_invitation_inviter');
    await runner.query(
      'ALTER TABLE workspace_invitation DROP COLUMN link_hash, DROP COLUMN mailed, DROP COLUMN sent_at',
    );
    await runner.query('ALTER TABLE workspace DROP COLUMN suspended_at, DROP COLUMN suspended_reason');
  }
}

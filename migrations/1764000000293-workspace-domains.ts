import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who has a mailbox at a domain that a workspace proved may join it; who was removed from there may not do so alone. */
export class WorkspaceDomains1764000000293 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE workspace_domain (
        id uuid PRIMARY KEY,
        workspace_id uuid NOT NULL REFERENCES workspace (id) ON DELETE CASCADE,
        domain text NOT NULL
          CONSTRAINT workspace_domain_form CHECK (domain = lower(domain) AND domain ~ '^[a-z0-9-]+([.][a-z0-9-]+)+$'),
        -- public: it is to stand in the DNS of the domain
        challenge text NOT NULL,
        created_at timestamptz NOT NULL,
        created_by uuid NOT NULL,
        verified_at timestamptz,
        CONSTRAINT workspace_domain_once UNIQUE (workspace_id, domain)
      )`);
    await runner.query(
      'CREATE UNIQUE INDEX workspace_domain_one_verified ON workspace_domain (domain) WHERE verified_at IS NOT NULL',
    );
    await runner.query(`
      CREATE TABLE workspace_join_bar (
        workspace_id uuid NOT NULL REFERENCES workspace (id) ON DELETE CASCADE,
        user_id uuid NOT NULL REFERENCES auth_user (id) ON DELETE CASCADE,
        PRIMARY KEY (workspace_id, user_id)
      )`);
    await runner.query('CREATE INDEX workspace_join_bar_user ON workspace_join_bar (user_id)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE workspace_join_bar, workspace_domain');
  }
}

import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The orders and filters of the console's lists, for a million memberships. */
export class WorkspaceLists1764000000202 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE INDEX workspace_membership_list ON workspace_membership (created_at, id) INCLUDE (workspace_id)`);
    await runner.query(`
      CREATE INDEX workspace_membership_list_role ON workspace_membership (role, created_at, id) INCLUDE (workspace_id)`);
    await runner.query(`
      CREATE INDEX workspace_membership_list_workspace ON workspace_membership (workspace_id, created_at, id)`);
    await runner.query('CREATE INDEX workspace_list ON workspace (created_at, id)');
    await runner.query('DROP INDEX workspace_created');
    await runner.query('CREATE INDEX workspace_list_members ON workspace (member_count, id)');
    await runner.query('CREATE INDEX workspace_list_name ON workspace (name, id)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('CREATE INDEX workspace_created ON workspace (created_at)');
    await runner.query(`
      DROP INDEX workspace_membership_list, workspace_membership_list_role, workspace_membership_list_workspace,
        workspace_list, workspace_list_members, workspace_list_name`);
  }
}

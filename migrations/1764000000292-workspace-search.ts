import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Workspaces are found by a part of their name, by their owner, and the few of a state that needs a look at once. */
export class WorkspaceSearch1764000000292 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    const [{ trigrams }]: [{ trigrams: string }] = await runner.query(findTrigrams);
    await runner.query(
      `CREATE INDEX workspace_search ON workspace USING gin (name ${trigrams}) WITH (fastupdate = off)`,
    );
    await runner.query('CREATE INDEX workspace_owner_list ON workspace (owner_id)');
    // The state as `workspaces-console.list.ts` has it.
    const state = `CASE WHEN deleted_at IS NOT NULL THEN 'deleted' WHEN suspended_at IS NOT NULL THEN 'suspended' ELSE 'active' END`;
    for (const wanted of ['deleted', 'suspended']) {
      await runner.query(
        `CREATE INDEX workspace_list_${wanted} ON workspace (created_at, id) WHERE ${state} = '${wanted}'`,
      );
    }
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      'DROP INDEX workspace_search, workspace_owner_list, workspace_list_deleted, workspace_list_suspended',
    );
  }
}

/** The operator class, wherever the extension stands: in a schema of its own, or where an administrator put it. */
const findTrigrams = `
  SELECT quote_ident(n.nspname) || '.gin_trgm_ops' AS trigrams
  FROM pg_extension e JOIN pg_namespace n ON n.oid = e.extnamespace WHERE e.extname = 'pg_trgm'`;

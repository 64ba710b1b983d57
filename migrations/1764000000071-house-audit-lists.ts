import type { MigrationInterface, QueryRunner } from 'typeorm';

const FORMER = {
  house_audit_what: '(what, at DESC)',
  house_audit_actor: '(actor_id, at DESC) WHERE actor_id IS NOT NULL',
  house_audit_subject: '(subject_id, at DESC) WHERE subject_id IS NOT NULL',
  house_audit_workspace: '(workspace_id, at DESC) WHERE workspace_id IS NOT NULL',
};

/** Pages of the trail that are about one thing come out of one index as well: each ends with what the lists sort by. */
export class HouseAuditLists1764000000071 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP INDEX ${Object.keys(FORMER).join(', ')}`);
    await runner.query('CREATE INDEX house_audit_what ON house_audit (what, at, id)');
    for (const about of ['actor', 'subject', 'workspace']) {
      await runner.query(
        `CREATE INDEX house_audit_${about} ON house_audit (${about}_id, at, id) WHERE ${about}_id IS NOT NULL`,
      );
    }
    await runner.query(
      'CREATE INDEX house_audit_workspace_what ON house_audit (workspace_id, what, at, id) WHERE workspace_id IS NOT NULL',
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP INDEX house_audit_workspace_what, ${Object.keys(FORMER).join(', ')}`);
    for (const [name, of] of Object.entries(FORMER)) await runner.query(`CREATE INDEX ${name} ON house_audit ${of}`);
  }
}

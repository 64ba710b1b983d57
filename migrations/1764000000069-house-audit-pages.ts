import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Pages of the trail come out of one index, however far down. */
export class HouseAuditPages1764000000069 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('CREATE INDEX house_audit_page ON house_audit (at, id)');
    await runner.query('DROP INDEX house_audit_at');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('CREATE INDEX house_audit_at ON house_audit (at DESC)');
    await runner.query('DROP INDEX house_audit_page');
  }
}

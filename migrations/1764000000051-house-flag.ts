import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Overrides only: a flag without a row has the value its plugin declares. */
export class HouseCreateFlag1764000000051 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      CREATE TABLE house_flag (
        id uuid PRIMARY KEY,
        flag text NOT NULL,
        environment text,
        workspace_id uuid,
        is_on boolean NOT NULL,
        updated_at timestamptz NOT NULL,
        updated_by text NOT NULL,
        CONSTRAINT house_flag_one_scope CHECK (num_nonnulls(environment, workspace_id) = 1),
        CONSTRAINT house_flag_scope UNIQUE NULLS NOT DISTINCT (flag, environment, workspace_id)
      )
    `);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP TABLE house_flag');
  }
}

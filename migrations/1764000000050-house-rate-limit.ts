import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The columns and their order are rate-limiter-flexible's. */
export class HouseCreateRateLimit1764000000050 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      CREATE TABLE house_rate_limit (
        key varchar(255) PRIMARY KEY,
        points integer NOT NULL DEFAULT 0,
        expire bigint
      )
    `);
    await queryRunner.query('CREATE INDEX house_rate_limit_expire ON house_rate_limit (expire)');
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP TABLE house_rate_limit');
  }
}

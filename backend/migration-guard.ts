/** A migration touches only tables that carry its plugin's prefix; one that does more is rolled back with a sentence. */
import type { Type } from '@nestjs/common';
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { ownsTable } from './assemble-checks.js';
import { HouseRefusal } from './house-refusal.js';

/** The same migration under the same name, with the check around it. */
export function withinPrefix(plugin: string, migration: Type<MigrationInterface>): Type<MigrationInterface> {
  const guarded = class extends (migration as new () => MigrationInterface) {
    override async up(queryRunner: QueryRunner): Promise<void> {
      await watching(plugin, migration.name, queryRunner, () => super.up(queryRunner));
    }

    override async down(queryRunner: QueryRunner): Promise<void> {
      await watching(plugin, migration.name, queryRunner, () => super.down(queryRunner));
    }
  };
  Object.defineProperty(guarded, 'name', { value: migration.name });
  return guarded;
}

/** By the last migration of a run: what the next one finds. Looking takes as long as most migrations do. */
const leftBehind = new WeakMap<QueryRunner, ReadonlyMap<string, string>>();

async function watching(
  plugin: string,
  name: string,
  queryRunner: QueryRunner,
  run: () => Promise<void>,
): Promise<void> {
  const before = leftBehind.get(queryRunner) ?? (await shapes(queryRunner));
  leftBehind.delete(queryRunner);
  await run();
  const after = await shapes(queryRunner);
  leftBehind.set(queryRunner, after);
  for (const table of new Set([...before.keys(), ...after.keys()])) {
    if (before.get(table) !== after.get(table) && !ownsTable(plugin, table)) {
      throw new HouseRefusal(
        plugin,
        `changes the table "${table}" in migration ${name}`,
        'touch only tables of its own prefix',
      );
    }
  }
}

/** Table → digest of its columns, constraints, indexes and triggers of its own making. */
async function shapes(queryRunner: QueryRunner): Promise<Map<string, string>> {
  const rows: { table: string; shape: string }[] = await queryRunner.query(`
    SELECT c.relname AS "table", md5(concat_ws('|',
      (SELECT string_agg(concat_ws(' ', a.attnum, a.attname, a.atttypid, a.atttypmod, a.attnotnull,
                pg_get_expr(d.adbin, d.adrelid)), ',' ORDER BY a.attnum)
         FROM pg_attribute a LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
        WHERE a.attrelid = c.oid AND a.attnum > 0),
      (SELECT string_agg(concat_ws(' ', k.conname, pg_get_constraintdef(k.oid)), ',' ORDER BY k.conname)
         FROM pg_constraint k WHERE k.conrelid = c.oid),
      (SELECT string_agg(pg_get_indexdef(i.indexrelid), ',' ORDER BY i.indexrelid)
         FROM pg_index i WHERE i.indrelid = c.oid),
      (SELECT string_agg(pg_get_triggerdef(t.oid), ',' ORDER BY t.tgname)
         FROM pg_trigger t WHERE t.tgrelid = c.oid AND NOT t.tgisinternal))) AS shape
      FROM pg_class c
     WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind IN ('r', 'p', 'v', 'm')
       AND c.relname <> 'house_migration'
  `);
  return new Map(rows.map((row) => [row.table, row.shape]));
}

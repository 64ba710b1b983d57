import { readdirSync } from 'node:fs';
import path from 'node:path';
import { Module } from '@nestjs/common';
import { definePlugin } from '@purser/kit/backend/plugin';
import { createEmptyDatabase, type TestDatabase } from '@purser/kit/testing/test-database';
import { DataSource, type MigrationInterface, type QueryRunner } from 'typeorm';
import { type ColumnMetadata } from 'typeorm/metadata/ColumnMetadata.js';
import { assemble } from '../../backend/assemble.js';
import { dataSourceOptions, migrate, timeline } from '../../backend/data-source.js';
import { plugins } from '../../backend/plugins.js';

const house = assemble(plugins({ SIGNING_KEYS: undefined }));
const pascal = (kebab: string) => kebab.replace(/(^|-)([a-z0-9])/g, (_, __, letter: string) => letter.toUpperCase());

@Module({})
class Nothing {}

describe('the timeline', () => {
  const files = readdirSync(path.resolve(import.meta.dirname, '../../migrations')).filter((file) =>
    file.endsWith('.ts'),
  );

  it('has one file per migration, named like its class, and none that no plugin lists', () => {
    const listed = timeline(house).map(({ plugin, migration }) => `${migration.name.slice(-13)} ${plugin}`);
    const lying = files.map((file) => {
      const [, time = '', rest = ''] = /^(\d{13})-([a-z0-9-]+)\.ts$/.exec(file) ?? [];
      const owner = ['house', ...house.all.map((definition) => definition.name)].find(
        (name) => rest === name || rest.startsWith(`${name}-`),
      );
      return `${time} ${owner}`;
    });
    expect(lying.sort()).toEqual(listed.sort());
  });

  it('is in order, every migration carrying its plugin’s name', () => {
    const all = timeline(house);
    const times = all.map(({ migration }) => migration.name.slice(-13));
    expect(times).toEqual([...times].sort());
    for (const { plugin, migration } of all) expect(migration.name.startsWith(pascal(plugin))).toBe(true);
  });
});

describe('migrating', () => {
  let database: TestDatabase;
  let dataSource: DataSource;

  beforeAll(async () => {
    database = await createEmptyDatabase();
  });
  afterAll(async () => {
    if (dataSource?.isInitialized) await dataSource.destroy();
    await database.drop();
  });

  it('runs once, however many processes start at the same time', async () => {
    const runs = await Promise.all(Array.from({ length: 4 }, () => migrate(house, { databaseUrl: database.url })));
    expect(runs.map((ran) => ran.length).sort((a, b) => b - a)).toEqual([timeline(house).length, 0, 0, 0]);
  });

  it('leaves the tables as the entities describe them', async () => {
    dataSource = await new DataSource(
      dataSourceOptions(house, { databaseUrl: database.url, poolSize: 2 }),
    ).initialize();
    const drift: string[] = [];
    for (const { tableName, columns } of dataSource.entityMetadatas) {
      const there = await columnsOf(dataSource, tableName);
      for (const column of columns) {
        const found = there.get(column.databaseName);
        const wanted = described(dataSource, column);
        if (found?.shape !== wanted)
          drift.push(`${tableName}.${column.databaseName}: entity ${wanted}, table ${found?.shape}`);
        there.delete(column.databaseName);
      }
      for (const [name, { required }] of there) {
        if (required) drift.push(`${tableName}.${name}: the table wants a value, and the entity does not know it`);
      }
    }
    expect(drift).toEqual([]);
  });

  it('goes back to nothing and forward again', async () => {
    for (const _ of timeline(house)) await dataSource.undoLastMigration();
    const left = await dataSource.query(
      "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r','p','S','v') AND relname NOT LIKE 'house_migration%'",
    );
    expect(left).toEqual([]);
    expect(await dataSource.runMigrations()).toHaveLength(timeline(house).length);
  });
});

describe('a migration that touches a foreign table', () => {
  class LampCreate1764000008000 implements MigrationInterface {
    async up(runner: QueryRunner) {
      await runner.query('CREATE TABLE lamp (id uuid PRIMARY KEY)');
    }
    async down(runner: QueryRunner) {
      await runner.query('DROP TABLE lamp');
    }
  }

  it.each([
    ['makes one', 'CREATE TABLE oil (id uuid)', 'oil'],
    ['adds a column', 'ALTER TABLE house_flag ADD COLUMN lamp text', 'house_flag'],
    ['drops a constraint', 'ALTER TABLE house_flag DROP CONSTRAINT house_flag_one_scope', 'house_flag'],
    ['adds an index', 'CREATE INDEX ON house_flag (flag)', 'house_flag'],
    ['drops one', 'DROP TABLE house_rate_limit', 'house_rate_limit'],
  ])('%s is rolled back with a sentence', async (_, sql, table) => {
    class LampReach1764000008001 implements MigrationInterface {
      async up(runner: QueryRunner) {
        await runner.query(sql);
      }
      async down() {}
    }
    const greedy = definePlugin({
      name: 'lamp',
      worksWith: '^1.0.0',
      module: Nothing,
      migrations: [LampCreate1764000008000, LampReach1764000008001],
    });
    const database = await createEmptyDatabase();
    try {
      await expect(migrate(assemble([greedy()]), { databaseUrl: database.url })).rejects.toThrow(
        `Plugin "lamp" changes the table "${table}" in migration LampReach1764000008001: touch only tables of its own prefix.`,
      );
      // What came before it stays; itself, it never was.
      const repaired = definePlugin({
        name: 'lamp',
        worksWith: '^1.0.0',
        module: Nothing,
        migrations: [LampCreate1764000008000],
      });
      expect(await migrate(assemble([repaired()]), { databaseUrl: database.url })).toEqual([]);
    } finally {
      await database.drop();
    }
  });
});

async function columnsOf(
  dataSource: DataSource,
  table: string,
): Promise<Map<string, { shape: string; required: boolean }>> {
  const rows: { name: string; type: string; nullable: boolean; filled: boolean }[] = await dataSource.query(
    `SELECT attname AS name, format_type(atttypid, NULL) AS type, NOT attnotnull AS nullable,
            atthasdef OR attidentity <> '' AS filled
       FROM pg_attribute WHERE attrelid = $1::regclass AND attnum > 0 AND NOT attisdropped`,
    [table],
  );
  return new Map(
    rows.map(({ name, type, nullable, filled }) => [
      name,
      { shape: `${type}${nullable ? ' null' : ''}`, required: !nullable && !filled },
    ]),
  );
}

function described(dataSource: DataSource, column: ColumnMetadata): string {
  const type = dataSource.driver.normalizeType(column);
  return `${type}${column.isArray ? '[]' : ''}${column.isNullable ? ' null' : ''}`;
}

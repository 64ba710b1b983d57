/** One database, one timeline, one ledger: the house's own migrations and those of every listed plugin. */
import type { Type } from '@nestjs/common';
import { databaseAt } from '@purser/kit/backend/database';
import type { ClientBase } from 'pg';
import { DataSource, type DataSourceOptions, type MigrationInterface } from 'typeorm';
import type { House } from './assemble.js';
import { timeOf } from './assemble-checks.js';
import { DatabaseLog } from './database-log.js';
import { houseMigrations } from './house.migrations.js';
import { installQueue } from './jobs/queue-pool.js';
import { withinPrefix } from './migration-guard.js';
import type { HouseConfigValues } from './settings/house-config.js';

/** Entities of the house's own machines, on tables `house_…`. */
export const houseEntities: readonly Type[] = [];

/** Any number that only this product uses; one process migrates at a time. */
const MIGRATION_LOCK = 7_068_273_001;

export function dataSourceOptions(
  house: House,
  config: Pick<HouseConfigValues, 'databaseUrl' | 'poolSize'>,
): DataSourceOptions {
  const { connectionString, ...reached } = databaseAt(config.databaseUrl);
  return {
    type: 'postgres',
    url: connectionString,
    poolSize: config.poolSize,
    applicationName: 'purser',
    entities: [...houseEntities, ...house.all.flatMap((definition) => definition.entities ?? [])],
    migrations: timeline(house).map(({ plugin, migration }) => withinPrefix(plugin, migration)),
    migrationsTableName: 'house_migration',
    migrationsTransactionMode: 'each',
    synchronize: false,
    logger: new DatabaseLog(),
    extra: { connectionTimeoutMillis: 10_000, keepAlive: true, onConnect: hearErrors, ...reached },
  };
}

/** TypeORM listens to a connection a moment after it was given one: what is lost in that moment must not end the process. */
function hearErrors(client: ClientBase): void {
  client.on('error', () => undefined);
}

/** Every migration with its owner, oldest first. */
export function timeline(house: House): { plugin: string; migration: Type<MigrationInterface> }[] {
  const ofPlugins = house.all.flatMap(({ name, migrations = [] }) =>
    migrations.map((migration: Type<MigrationInterface>) => ({ plugin: name, migration })),
  );
  return [...houseMigrations.map((migration) => ({ plugin: 'house', migration })), ...ofPlugins].sort(
    (a, b) => timeOf(a.migration.name) - timeOf(b.migration.name),
  );
}

/** Brings a database up to the house; safe to call from several processes at once. Answers the names of what ran. */
export async function migrate(house: House, config: Pick<HouseConfigValues, 'databaseUrl'>): Promise<string[]> {
  const dataSource = new DataSource(dataSourceOptions(house, { ...config, poolSize: 3 }));
  await dataSource.initialize();
  const holder = dataSource.createQueryRunner();
  try {
    await holder.query('SELECT pg_advisory_lock($1)', [MIGRATION_LOCK]);
    const ran = await dataSource.runMigrations();
    await installQueue(dataSource);
    await holder.query('SELECT pg_advisory_unlock($1)', [MIGRATION_LOCK]);
    return ran.map((migration) => migration.name);
  } finally {
    await holder.release();
    await dataSource.destroy();
  }
}

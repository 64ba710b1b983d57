/** One database, one timeline, one ledger: the house's own migrations and those of every listed plugin. */
import type { Type } from '@nestjs/common';
import { databaseAt } from '@purser/kit/backend/database';
import type { ClientBase } from 'pg';
import { DataSource, type DataSourceOptions, type MigrationInterface } from 'typeorm';
import { HouseAudit1764000000010 } from '../migrations/1764000000010-house-audit.js';
import { HouseJobs1764000000020 } from '../migrations/1764000000020-house-jobs.js';
import { HouseMail1764000000030 } from '../migrations/1764000000030-house-mail.js';
import { HouseCreateRateLimit1764000000050 } from '../migrations/1764000000050-house-rate-limit.js';
import { HouseCreateFlag1764000000051 } from '../migrations/1764000000051-house-flag.js';
import { HouseMailDelivery1764000000052 } from '../migrations/1764000000052-house-mail-delivery.js';
import { HouseMailFigures1764000000060 } from '../migrations/1764000000060-house-mail-figures.js';
import { HouseWebhooks1764000000068 } from '../migrations/1764000000068-house-webhooks.js';
import { HouseAuditPages1764000000069 } from '../migrations/1764000000069-house-audit-pages.js';
import { HouseTrigrams1764000000070 } from '../migrations/1764000000070-house-trigrams.js';
import { HouseAuditLists1764000000071 } from '../migrations/1764000000071-house-audit-lists.js';
import type { House } from './assemble.js';
import { timeOf } from './assemble-checks.js';
import { DatabaseLog } from './database-log.js';
import { installQueue } from './jobs/queue-pool.js';
import { withinPrefix } from './migration-guard.js';
import type { HouseConfigValues } from './settings/house-config.js';

/** Entities of the house's own machines, on tables `house_…`. */
export const houseEntities: readonly Type[] = [];

export const houseMigrations: readonly Type<MigrationInterface>[] = [
  HouseAudit1764000000010,
  HouseJobs1764000000020,
  HouseMail1764000000030,
  HouseCreateRateLimit1764000000050,
  HouseCreateFlag1764000000051,
  HouseMailDelivery1764000000052,
  HouseMailFigures1764000000060,
  HouseWebhooks1764000000068,
  HouseAuditPages1764000000069,
  HouseTrigrams1764000000070,
  HouseAuditLists1764000000071,
];

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

import { Logger } from '@nestjs/common';
import { Logger as QueueLogger, runMigrations } from 'graphile-worker';
import { Pool, type PoolConfig } from 'pg';
import type { DataSource } from 'typeorm';
import type { PostgresDataSourceOptions } from 'typeorm/driver/postgres/PostgresDataSourceOptions.js';

/** Connections of the queue engine: few, and apart from those that answer requests. */
export function createQueuePool(dataSource: DataSource, max: number): Pool {
  const options = dataSource.options as PostgresDataSourceOptions;
  const { url, host, port, username, password, database, ssl } = options;
  const where: PoolConfig = url ? { connectionString: url } : { host, port, user: username, password, database };
  const pool = new Pool({
    ...where,
    ssl: (ssl || undefined) as PoolConfig['ssl'],
    max,
    application_name: 'purser-queue',
  });
  // A lost idle connection is replaced by the pool; without a listener it would end the process.
  pool.on('error', (error) => new Logger('Queue').warn(`A connection was lost: ${error.message}`));
  pool.on('connect', (client) => client.on('error', () => undefined));
  return pool;
}

/** Creates or upgrades the schema `graphile_worker`; does nothing when it is current. Part of `migrate`. */
export async function installQueue(dataSource: DataSource): Promise<void> {
  const pool = createQueuePool(dataSource, 2);
  try {
    await runMigrations({ pgPool: pool, logger: queueLogger });
  } finally {
    await pool.end();
  }
}

/** The engine's own lines, without their metadata: that holds payloads. Failed jobs are logged by `JobExecution`. */
export const queueLogger = new QueueLogger(() => {
  const logger = new Logger('Queue');
  return (level, message, meta) => {
    if (meta?.failure) return;
    if (level === 'error') logger.error(message);
    else if (level === 'warning') logger.warn(message);
  };
});

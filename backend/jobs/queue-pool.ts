import { Logger } from '@nestjs/common';
import { databaseOf } from '@purser/kit/backend/database';
import { Logger as QueueLogger, runMigrations } from 'graphile-worker';
import type { Pool } from 'pg';
import type { DataSource } from 'typeorm';
import { createSidePool } from '../side-pool.js';

/** Connections of the queue engine. */
export function createQueuePool(dataSource: DataSource, max: number): Pool {
  return createSidePool(databaseOf(dataSource), { max, application_name: 'purser-queue' });
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

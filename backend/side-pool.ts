import { Logger } from '@nestjs/common';
import type { DatabaseAddress } from '@purser/kit/backend/database';
import { Pool, type PoolConfig } from 'pg';

type SidePoolOptions = Pick<PoolConfig, 'max' | 'onConnect' | 'connectionTimeoutMillis'> & {
  /** As the database names its connections. */
  readonly application_name: string;
};

/** Few connections to the same database, apart from those that answer requests. */
export function createSidePool(address: DatabaseAddress, own: SidePoolOptions): Pool {
  const pool = new Pool({ ...address, ...own });
  // A lost idle connection is replaced by the pool; without a listener it would end the process.
  pool.on('error', (error) => new Logger(own.application_name).warn(`A connection was lost: ${error.message}`));
  pool.on('connect', (client) => client.on('error', () => undefined));
  return pool;
}

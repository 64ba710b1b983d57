/** Connections of their own for pushes and pulls, so that a slow page of the console never waits in front of them. */
import { Inject, Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import { databaseOf } from '@purser/kit/backend/database';
import { optionsOf } from '@purser/kit/backend/plugin';
import pg from 'pg';
import { DataSource } from 'typeorm';
import type { SyncOptions } from '../sync.options.js';

/** The statements are few and planned once; a push that takes this long is given up and comes again. */
const SETTINGS = '-c plan_cache_mode=force_generic_plan -c jit=off -c statement_timeout=10000';

@Injectable()
export class SyncDatabase implements OnApplicationShutdown {
  readonly pool: pg.Pool;
  private readonly logger = new Logger('SyncDatabase');

  constructor(dataSource: DataSource, @Inject(optionsOf('sync')) options: SyncOptions) {
    this.pool = new pg.Pool({
      ...databaseOf(dataSource),
      application_name: 'purser-sync',
      max: options.databaseConnections,
      connectionTimeoutMillis: 5_000,
      idleTimeoutMillis: 60_000,
      keepAlive: true,
      options: SETTINGS,
    });
    // A connection lost while it was idle is replaced by the next one that is asked for.
    this.pool.on('error', (error) => this.logger.warn(`Lost an idle connection: ${error.message}`));
  }

  async onApplicationShutdown(): Promise<void> {
    await this.pool.end();
  }
}

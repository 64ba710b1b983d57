import { Inject, Injectable } from '@nestjs/common';
import { optionsOf } from '@purser/kit/backend/plugin';
import type { SyncOptions } from '../sync.options.js';
import { EventLog } from './event-log.js';
import { SyncDatabase } from './sync-database.provider.js';

/** The log over this plugin's own connections. */
@Injectable()
export class EventLogProvider {
  readonly log: EventLog;

  constructor(database: SyncDatabase, @Inject(optionsOf('sync')) options: SyncOptions) {
    this.log = new EventLog(database.pool, options);
  }
}

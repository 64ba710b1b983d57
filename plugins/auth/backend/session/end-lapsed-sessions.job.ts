import { Injectable } from '@nestjs/common';
import type { Job } from '@purser/kit/backend/jobs';
import { DataSource } from 'typeorm';
import { SessionEndings } from './session-endings.service.js';
import { CustomerSessions, OperatorSessions } from './session-tables.js';

/** The gate refuses lapsed sessions by the clock; this writes them down, so that connections close and lists are true. */
@Injectable()
export class EndLapsedSessions implements Job {
  constructor(
    private readonly dataSource: DataSource,
    private readonly endings: SessionEndings,
    private readonly customers: CustomerSessions,
    private readonly operators: OperatorSessions,
  ) {}

  async run(): Promise<void> {
    for (const table of [this.customers, this.operators]) {
      await this.dataSource.transaction((tx) => this.endings.endLapsed(tx, table));
    }
  }
}

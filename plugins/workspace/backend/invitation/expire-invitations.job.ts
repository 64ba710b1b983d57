import { Injectable } from '@nestjs/common';
import type { Job } from '@purser/kit/backend/jobs';
import { DataSource } from 'typeorm';
import { InvitationRows } from './invitation-rows.service.js';

/** Keeps lists and counts of the console true; nobody could accept them any more anyway. */
@Injectable()
export class ExpireInvitations implements Job {
  constructor(
    private readonly dataSource: DataSource,
    private readonly rows: InvitationRows,
  ) {}

  async run(): Promise<void> {
    await this.dataSource.transaction((tx) => this.rows.expire(tx, null, null));
  }
}

import { Injectable } from '@nestjs/common';
import type { Job } from '@purser/kit/backend/jobs';
import { SyncTickets } from './tickets.service.js';

@Injectable()
export class PruneTickets implements Job {
  constructor(private readonly tickets: SyncTickets) {}

  async run(): Promise<void> {
    await this.tickets.prune();
  }
}

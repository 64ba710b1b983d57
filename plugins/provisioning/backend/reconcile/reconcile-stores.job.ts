import { Injectable } from '@nestjs/common';
import type { Job } from '@purser/kit/backend/jobs';
import { ReconcileRounds } from './reconcile-rounds.service.js';

/** Each minute and at start. Where another process is at it, there is nothing to do. */
@Injectable()
export class ReconcileStores implements Job {
  constructor(private readonly rounds: ReconcileRounds) {}

  async run(): Promise<void> {
    await this.rounds.scheduled();
  }
}

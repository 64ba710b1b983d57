import { Injectable } from '@nestjs/common';
import type { Job, JobRun } from '@purser/kit/backend/jobs';
import { type AskedRestore, RestoreRuns } from './restore-runs.service.js';

@Injectable()
export class RunRestore implements Job<AskedRestore> {
  constructor(private readonly restores: RestoreRuns) {}

  async run({ payload, signal }: JobRun<AskedRestore>): Promise<void> {
    await this.restores.perform(payload, signal);
  }
}

import { Injectable } from '@nestjs/common';
import type { Job, JobRun } from '@purser/kit/backend/jobs';
import { BackupWork } from './backup-work.service.js';

@Injectable()
export class RunBackup implements Job<{ runId: string }> {
  constructor(private readonly work: BackupWork) {}

  async run({ payload, signal }: JobRun<{ runId: string }>): Promise<void> {
    await this.work.work(payload.runId, signal);
  }
}

import { Injectable } from '@nestjs/common';
import type { Job } from '@purser/kit/backend/jobs';
import { BackupPolicies } from '../policy/backup-policies.service.js';
import { BackupRetention } from './backup-retention.service.js';

@Injectable()
export class PruneBackups implements Job {
  constructor(
    private readonly policies: BackupPolicies,
    private readonly retention: BackupRetention,
  ) {}

  async run(): Promise<void> {
    // A policy that is switched off keeps everything it has.
    for (const policy of await this.policies.enabled()) await this.retention.prune(policy);
    await this.retention.pruneExpired();
  }
}

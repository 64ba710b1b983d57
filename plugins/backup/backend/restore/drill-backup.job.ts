import { Injectable } from '@nestjs/common';
import type { Job, JobRun } from '@purser/kit/backend/jobs';
import { BackupPolicies } from '../policy/backup-policies.service.js';
import { weekdayIn } from '../policy/slots.js';
import { BackupRuns } from '../run/backup-runs.service.js';
import { BackupTargets } from '../target/backup-targets.service.js';
import { Drills } from './drills.service.js';

export interface AskedDrill {
  readonly runId: string;
  /** By hand; else what the policy says. */
  readonly what?: 'everything' | number;
}

/** A restore for trial. That it failed stands in its row and is told; the queue has nothing to try again. */
@Injectable()
export class DrillBackupJob implements Job<AskedDrill> {
  constructor(
    private readonly runs: BackupRuns,
    private readonly policies: BackupPolicies,
    private readonly targets: BackupTargets,
    private readonly drills: Drills,
  ) {}

  async run({ payload: { runId, what }, signal }: Pick<JobRun<AskedDrill>, 'payload' | 'signal'>): Promise<void> {
    const run = await this.runs.get(runId);
    if (run?.state !== 'uploaded' && run?.state !== 'verified') return;
    const policy = run.policyId ? await this.policies.get(run.policyId) : null;
    const weekday = policy ? weekdayIn(policy.zone, run.slotAt ?? run.requestedAt) : null;
    const byPolicy = policy && policy.drillEverythingOn === weekday ? 'everything' : (policy?.drillWorkspaces ?? 5);
    const wanted = what ?? byPolicy;
    if (wanted !== 0) await this.drills.tried(this.targets.get(run.target), runId, wanted, signal);
  }
}

import { defineEvent } from '@purser/kit/backend/events';

export interface BadBackup {
  readonly backupId: string;
  /** Null: nobody's policy asked for it. */
  readonly policy: string | null;
  readonly state: 'failed' | 'corrupt';
  /** Stable: one of `backupFailures` in names.ts. */
  readonly code: string;
}

export interface SilentPolicy {
  readonly policyId: string;
  readonly policy: string;
  /** Of the newest backup that succeeded; null when there never was one. */
  readonly lastSuccessAt: string | null;
  readonly staleHours: number;
}

export interface FailedDrill {
  readonly drillId: string;
  readonly backupId: string;
  readonly code: string;
}

/** A backup did not end well. */
export const backupFailed = defineEvent<BadBackup>('backup.failed');
/** Nothing succeeded for too long, whether or not anything failed. Again each day until something succeeds. */
export const backupStale = defineEvent<SilentPolicy>('backup.stale');
/** A backup was restored for trial, and it did not work. */
export const drillFailed = defineEvent<FailedDrill>('backup.drill-failed');

import type { BackupState } from '../../records.js';

/** A row of `backup_run`, in the words of the code. */
export interface BackupRun {
  readonly id: string;
  readonly kind: 'full' | 'workspace' | 'events';
  readonly workspaceId: string | null;
  /** On which it stands; null until it is taken, and of those that stand alone. */
  readonly baseId: string | null;
  readonly policyId: string | null;
  /** The name of that policy. */
  readonly policy: string | null;
  readonly slotAt: Date | null;
  readonly trigger: 'schedule' | 'manual' | 'safety' | 'command' | 'found' | 'export';
  readonly target: string;
  readonly state: BackupState;
  readonly verifies: boolean;
  readonly attempts: number;
  readonly fence: number;
  readonly errorCode: string | null;
  readonly error: string | null;
  readonly rows: number | null;
  readonly bytes: number | null;
  readonly snapshotAt: Date | null;
  readonly requestedBy: string;
  readonly requestedAt: Date;
  readonly finishedAt: Date | null;
}

export const RUN_COLUMNS = `id, kind, workspace_id AS "workspaceId", base_id AS "baseId", policy_id AS "policyId", (SELECT p.name FROM backup_policy p WHERE p.id = policy_id) AS policy, slot_at AS "slotAt", trigger,
  target, state, verifies, attempts, fence::float8, error_code AS "errorCode", error, rows::float8, bytes::float8,
  snapshot_at AS "snapshotAt", requested_by AS "requestedBy", requested_at AS "requestedAt", finished_at AS "finishedAt"`;

/** A row of `backup_policy`, in the words of the code. */
export interface BackupPolicy {
  readonly id: string;
  readonly name: string;
  readonly kind: 'full' | 'events';
  readonly enabled: boolean;
  readonly cron: string;
  readonly zone: string;
  readonly targets: readonly string[];
  readonly keepHours: number;
  readonly keepDays: number;
  readonly keepWeeks: number;
  readonly keepMonths: number;
  readonly drillWorkspaces: number;
  /** 0 is Sunday; null: never everything. */
  readonly drillEverythingOn: number | null;
  readonly staleHours: number;
  readonly since: Date;
  readonly version: number;
}

export const POLICY_COLUMNS = `id, name, kind, enabled, cron, zone, targets, keep_hours AS "keepHours", keep_days AS "keepDays",
  keep_weeks AS "keepWeeks", keep_months AS "keepMonths", drill_workspaces AS "drillWorkspaces",
  drill_everything_on AS "drillEverythingOn", stale_hours AS "staleHours", since, version`;

/** What the backup plugin calls its permissions, audit entries and refusals. Safe in a browser. */
import { defineAudit, definePermissions, defineProblems } from '@purser/kit/names';

export const backupPermissions = definePermissions('backup', {
  read: 'See backups, policies, restores and drills',
  run: 'Take and verify backups',
  hold: 'Keep backups from being deleted, and let them go',
  download: 'Download backups',
  restore: 'Restore workspaces and run drills',
  manage: 'Change what is backed up and when',
});

export const backupAudit = defineAudit('backup', {
  requested: 'Asked for a backup',
  cancelled: 'Cancelled a backup',
  finished: 'A backup was taken',
  failed: 'A backup failed',
  verified: 'A backup was verified',
  corrupt: 'A backup was found corrupt',
  expired: 'A backup was deleted as its policy says',
  held: 'Held a backup',
  released: 'Let go of a held backup',
  verifyRequested: 'Asked to verify a backup',
  drillRequested: 'Asked for a restore drill',
  downloaded: 'Downloaded a backup',
  linked: 'Made a link to download a backup',
  policyCreated: 'Created a backup policy',
  policyChanged: 'Changed a backup policy',
  restoreRequested: 'Asked for a restore',
  restored: 'A restore ended',
  restoreFailed: 'A restore failed',
});

export const backupProblems = defineProblems({
  notFound: [404, 'backup_not_found', 'There is no such backup.'],
  failed: [500, 'backup_failed', 'The backup failed; nothing of the live data was touched.'],
  notFinished: [409, 'backup_not_finished', 'This backup is not complete, so there is nothing to read in it yet.'],
  notCancellable: [409, 'backup_not_cancellable', 'This backup is not running any more; nothing was changed.'],
  alreadyRunning: [409, 'backup_running', 'A backup of this policy is already running; wait for it to end.'],
  restoreRunning: [409, 'restore_running', 'This workspace is being restored already; wait for that to end.'],
  workspaceNotIn: [404, 'workspace_not_in_backup', 'This backup does not hold that workspace.'],
  policyNotFound: [404, 'policy_not_found', 'There is no such backup policy.'],
  policyNameTaken: [409, 'policy_name_taken', 'There is a policy of that name already; choose another one.'],
  policyChanged: [412, 'stale', 'Somebody changed this policy meanwhile; nothing was saved. Look at it again.'],
  linkOver: [410, 'download_link_over', 'This link is not good any more. Ask for the file again.'],
  targetUnknown: [404, 'target_unknown', 'There is no backup target of that name.'],
  confirmation: [
    400,
    'confirmation_wrong',
    'The name does not match; nothing was changed. Type the name of the workspace exactly as it is written.',
  ],
});

/** Why a run, a verification or a restore ended as it did. Stable: alerts and dashboards name them. */
export const backupFailures = [
  'table_undeclared',
  'rows_missing',
  'database_lost',
  'base_missing',
  'workspace_gone',
  'target_full',
  'target_denied',
  'target_missing',
  'target_unreachable',
  'not_found',
  'truncated',
  'corrupt_block',
  'corrupt_index',
  'corrupt_manifest',
  'key_missing',
  'key_wrong',
  'worker_lost',
  'cancelled',
  'newer_schema',
  'schema_differs',
  'workspace_not_in_backup',
  'store_changed',
  'name_taken',
  'owner_gone',
  'safety_failed',
  'internal',
] as const;
export type BackupFailure = (typeof backupFailures)[number];

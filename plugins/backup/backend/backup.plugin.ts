import { listen } from '@purser/kit/backend/events';
import { definePlugin } from '@purser/kit/backend/plugin';
import { BackupCreateRuns1764000000500 } from '../../../migrations/1764000000500-backup-create-runs.js';
import { BackupCreateRestores1764000000510 } from '../../../migrations/1764000000510-backup-create-restores.js';
import { BackupCreatePolicies1764000000520 } from '../../../migrations/1764000000520-backup-create-policies.js';
import { BackupIncrements1764000000530 } from '../../../migrations/1764000000530-backup-increments.js';
import { BackupProgress1764000000540 } from '../../../migrations/1764000000540-backup-progress.js';
import { BackupRestoreRequests1764000000550 } from '../../../migrations/1764000000550-backup-restore-requests.js';
import { logRetired } from '../../sync/backend/events.js';
import { sync } from '../../sync/backend/sync.plugin.js';
import { workspacePurged } from '../../workspace/backend/events.js';
import { workspace } from '../../workspace/backend/workspace.plugin.js';
import { backupAudit, backupPermissions } from '../names.js';
import { backupFailedMail, backupStaleMail, drillFailedMail } from './alarm/backup-alarm.mail.js';
import { BackupModule } from './backup.module.js';
import { backupOptions } from './backup.options.js';
import { backupWebhooks } from './backup.webhooks.js';
import { DrillBackup } from './command/drill-backup.command.js';
import { ListBackups } from './command/list-backups.command.js';
import { RestoreBackup } from './command/restore-backup.command.js';
import { RunBackupNow } from './command/run-backup.command.js';
import { VerifyBackup } from './command/verify-backup.command.js';
import { exportReadyMail } from './export-for-owner/export-ready.mail.js';
import { ForgetPurgedWorkspace } from './final/forget-purged-workspace.listener.js';
import { KeepRetiredLog } from './final/keep-retired-log.listener.js';
import { DrillBackupJob } from './restore/drill-backup.job.js';
import { RunRestore } from './restore/run-restore.job.js';
import { restoreAskedMail, restoreDeclinedMail, restoreDoneMail } from './restore-request/restore-request.mail.js';
import { PruneBackups } from './retention/prune-backups.job.js';
import { RunBackup } from './run/run-backup.job.js';
import { SweepBackups } from './run/sweep-backups.job.js';
import { VerifyBackupJob } from './run/verify-backup.job.js';
import { FreshBackups } from './watch/fresh-backups.health.js';

/** Encrypted backups of everything, out of which one workspace can be read alone. */
export const backup = definePlugin({
  name: 'backup',
  worksWith: '^1.0.0',
  needs: [workspace, sync],
  options: backupOptions,
  module: BackupModule,
  migrations: [
    BackupCreateRuns1764000000500,
    BackupCreateRestores1764000000510,
    BackupCreatePolicies1764000000520,
    BackupIncrements1764000000530,
    BackupProgress1764000000540,
    BackupRestoreRequests1764000000550,
  ],
  permissions: backupPermissions,
  audit: backupAudit,
  health: [FreshBackups],
  mails: [
    backupFailedMail,
    backupStaleMail,
    drillFailedMail,
    exportReadyMail,
    restoreAskedMail,
    restoreDeclinedMail,
    restoreDoneMail,
  ],
  webhooks: backupWebhooks,
  listens: [listen(logRetired, KeepRetiredLog), listen(workspacePurged, ForgetPurgedWorkspace)],
  jobs: [
    // A run that fails has said so in its row; the queue's own tries are for a process that died.
    { name: 'run-backup', timeoutMs: 6 * 3_600_000, maxAttempts: 5, run: RunBackup },
    { name: 'run-restore', timeoutMs: 3_600_000, maxAttempts: 3, run: RunRestore },
    { name: 'verify-backup', timeoutMs: 6 * 3_600_000, maxAttempts: 3, run: VerifyBackupJob },
    { name: 'drill-backup', timeoutMs: 6 * 3_600_000, maxAttempts: 2, run: DrillBackupJob },
    { name: 'prune-backups', schedule: () => '40 * * * *', timeoutMs: 3_600_000, maxAttempts: 1, run: PruneBackups },
    { name: 'sweep-backups', schedule: () => '* * * * *', timeoutMs: 55_000, maxAttempts: 1, run: SweepBackups },
  ],
  backup: {
    tables: {
      backup_run: 'live',
      backup_restore: 'live',
      backup_policy: 'instance',
      backup_slot: 'live',
      backup_restore_request: { workspace: 'workspace_id', copied: false, inPlace: 'kept' },
    },
    // What was answered is not asked again.
    settle: [
      `UPDATE backup_restore_request q SET state = l.state, decided_by = l.decided_by, decided_at = l.decided_at,
              answer = l.answer, restore_id = l.restore_id, restored_workspace_id = l.restored_workspace_id, done_at = l.done_at
         FROM {live}.backup_restore_request l WHERE l.id = q.id AND l.state <> q.state`,
    ],
  },
  commands: [
    {
      name: 'backup run',
      description: 'Take a backup now, of everything or of one workspace, and verify it',
      usage: '[--workspace <id> | --events] [--target <name>] [--no-verify]',
      run: RunBackupNow,
    },
    {
      name: 'backup list',
      description: 'List the backups that lie at a target, newest first',
      usage: '[--target <name>]',
      run: ListBackups,
    },
    {
      name: 'backup verify',
      description: 'Read a backup to its last byte and count its rows',
      usage: '<id or "latest"> [--target <name>]',
      run: VerifyBackup,
    },
    {
      name: 'backup restore',
      description: 'Bring back everything, or one workspace under a new id or in place',
      usage:
        '<id or "latest"> (--everything [--new-machine] | --workspace <id> [--in-place [--without-safety]] [--label <text>]) [--dry-run] [--target <name>]',
      migratesFirst: true,
      run: RestoreBackup,
    },
    {
      name: 'backup drill',
      description: 'Restore a few workspaces, or everything, and undo it again',
      usage: '<id or "latest"> [--workspaces <count> | --everything] [--target <name>]',
      run: DrillBackup,
    },
  ],
});

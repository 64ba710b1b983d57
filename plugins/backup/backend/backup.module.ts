import { Module } from '@nestjs/common';
import { AuthModule } from '../../auth/backend/auth.module.js';
import { SyncModule } from '../../sync/backend/sync.module.js';
import { WorkspaceModule } from '../../workspace/backend/workspace.module.js';
import { BackupAlarms } from './alarm/backup-alarms.service.js';
import { DrillBackup } from './command/drill-backup.command.js';
import { ListBackups } from './command/list-backups.command.js';
import { RestoreBackup } from './command/restore-backup.command.js';
import { RunBackupNow } from './command/run-backup.command.js';
import { VerifyBackup } from './command/verify-backup.command.js';
import { BackupFilesController } from './console/backup-files.controller.js';
import { BackupsConsoleController } from './console/backups-console.controller.js';
import { DrillsConsoleController } from './console/drills-console.controller.js';
import { PoliciesConsoleController } from './console/policies-console.controller.js';
import { RestoresConsoleController } from './console/restores-console.controller.js';
import { DownloadLinks } from './download/download-links.service.js';
import { LinkedFilesController } from './download/linked-files.controller.js';
import { LinkedFiles } from './download/linked-files.service.js';
import { BackupEngine } from './engine/backup-engine.service.js';
import { BackupDatabase } from './export/backup-database.provider.js';
import { WorkspaceExportsController } from './export-for-owner/workspace-exports.controller.js';
import { WorkspaceExports } from './export-for-owner/workspace-exports.service.js';
import { ForgetPurgedWorkspace } from './final/forget-purged-workspace.listener.js';
import { KeepRetiredLog } from './final/keep-retired-log.listener.js';
import { BackupKeys } from './key/backup-keys.service.js';
import { BackupNights } from './policy/backup-nights.service.js';
import { BackupPolicies } from './policy/backup-policies.service.js';
import { PolicyTicker } from './policy/policy-ticker.service.js';
import { BackupEventsController } from './progress/backup-events.controller.js';
import { BackupFeed } from './progress/backup-feed.service.js';
import { BackupStream } from './progress/backup-stream.service.js';
import { StoreReplays } from './replay/store-replays.service.js';
import { DatabaseRestores } from './restore/database-restore.service.js';
import { DrillBackupJob } from './restore/drill-backup.job.js';
import { Drills } from './restore/drills.service.js';
import { LostRestores } from './restore/lost-restores.service.js';
import { RestoreRuns } from './restore/restore-runs.service.js';
import { RunRestore } from './restore/run-restore.job.js';
import { WorkspaceRestores } from './restore/workspace-restore.service.js';
import { RestoreAnswers } from './restore-request/restore-answers.service.js';
import { RestoreMoments } from './restore-request/restore-moments.service.js';
import { RestoreRequestMails } from './restore-request/restore-request-mails.service.js';
import { RestoreRequestsController } from './restore-request/restore-requests.controller.js';
import { RestoreRequests } from './restore-request/restore-requests.service.js';
import { RestoreRequestsConsoleController } from './restore-request/restore-requests-console.controller.js';
import { BackupRetention } from './retention/backup-retention.service.js';
import { PruneBackups } from './retention/prune-backups.job.js';
import { BackupBases } from './run/backup-bases.service.js';
import { BackupChecks } from './run/backup-checks.service.js';
import { BackupFigures } from './run/backup-figures.service.js';
import { BackupFollowUp } from './run/backup-follow-up.service.js';
import { BackupHolds } from './run/backup-holds.service.js';
import { BackupRuns } from './run/backup-runs.service.js';
import { BackupWork } from './run/backup-work.service.js';
import { RunBackup } from './run/run-backup.job.js';
import { StoredBackups } from './run/stored-backups.service.js';
import { SweepBackups } from './run/sweep-backups.job.js';
import { VerifyBackupJob } from './run/verify-backup.job.js';
import { BackupTargets } from './target/backup-targets.service.js';
import { TargetHealthChecks } from './target/target-health.service.js';
import { BackupReports } from './watch/backup-reports.service.js';
import { FreshBackups } from './watch/fresh-backups.health.js';

@Module({
  imports: [AuthModule, WorkspaceModule, SyncModule],
  controllers: [
    BackupEventsController,
    BackupsConsoleController,
    RestoresConsoleController,
    DrillsConsoleController,
    PoliciesConsoleController,
    BackupFilesController,
    LinkedFilesController,
    WorkspaceExportsController,
    RestoreRequestsController,
    RestoreRequestsConsoleController,
  ],
  providers: [
    KeepRetiredLog,
    ForgetPurgedWorkspace,
    BackupDatabase,
    BackupEngine,
    BackupKeys,
    BackupTargets,
    StoredBackups,
    BackupFigures,
    BackupRuns,
    BackupWork,
    RunBackup,
    SweepBackups,
    WorkspaceRestores,
    RestoreRuns,
    RunRestore,
    BackupHolds,
    DatabaseRestores,
    Drills,
    BackupFollowUp,
    BackupBases,
    DownloadLinks,
    LinkedFiles,
    WorkspaceExports,
    StoreReplays,
    RestoreMoments,
    RestoreRequests,
    RestoreRequestMails,
    RestoreAnswers,
    BackupFeed,
    BackupStream,
    BackupReports,
    FreshBackups,
    TargetHealthChecks,
    VerifyBackupJob,
    BackupChecks,
    BackupAlarms,
    BackupPolicies,
    PolicyTicker,
    BackupNights,
    BackupRetention,
    PruneBackups,
    DrillBackupJob,
    LostRestores,
    RunBackupNow,
    ListBackups,
    VerifyBackup,
    RestoreBackup,
    DrillBackup,
  ],
})
export class BackupModule {}

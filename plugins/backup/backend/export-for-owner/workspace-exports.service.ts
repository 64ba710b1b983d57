import { Injectable } from '@nestjs/common';
import type { CustomerCaller, Origin } from '@purser/kit/backend/access';
import { AuditTrail } from '@purser/kit/backend/audit';
import { Clock } from '@purser/kit/backend/clock';
import { Refusal } from '@purser/kit/backend/errors';
import { Mailer } from '@purser/kit/backend/mail';
import { HouseSettings } from '@purser/kit/backend/settings';
import { houseProblems } from '@purser/kit/problems';
import { DataSource, type EntityManager } from 'typeorm';
import { Memberships } from '../../../workspace/backend/membership/memberships.service.js';
import { backupAudit, backupProblems } from '../../names.js';
import type { WorkspaceExport } from '../../records.js';
import type { OpenBackup } from '../format/open-backup.js';
import type { BackupRun } from '../run/backup-run-row.js';
import { BackupRuns } from '../run/backup-runs.service.js';
import { StoredBackups } from '../run/stored-backups.service.js';
import { BackupTargets } from '../target/backup-targets.service.js';
import { exportReadyMail } from './export-ready.mail.js';

const KEEP_DAYS = 7;
/** Presses within one are one export. */
const SLOT_MS = 60_000;

const SHOWN = `id, state, requested_at AS "requestedAt", finished_at AS "finishedAt", expires_at AS "expiresAt", rows::float8,
  bytes::float8`;

/** What an owner takes along of their workspace: a backup of it, kept for a week. */
@Injectable()
export class WorkspaceExports {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
    private readonly memberships: Memberships,
    private readonly runs: BackupRuns,
    private readonly stored: StoredBackups,
    private readonly targets: BackupTargets,
    private readonly audit: AuditTrail,
    private readonly mailer: Mailer,
    private readonly settings: HouseSettings,
  ) {}

  /** Refuses strangers with `workspace_not_found`, everybody but owners with `forbidden`. */
  async requireOwner(workspaceId: string, { userId }: CustomerCaller): Promise<void> {
    const role = await this.memberships.require(workspaceId, userId);
    if (role !== 'owner') throw new Refusal(houseProblems.forbidden);
  }

  async list(workspaceId: string): Promise<WorkspaceExport[]> {
    return await this.dataSource.query(
      `SELECT ${SHOWN} FROM backup_run WHERE workspace_id = $1 AND trigger = 'export' ORDER BY requested_at DESC LIMIT 50`,
      [workspaceId],
    );
  }

  /** Refuses with `backup_not_found`, also for an export of another workspace. */
  async get(workspaceId: string, id: string): Promise<WorkspaceExport> {
    const [found]: WorkspaceExport[] = await this.dataSource.query(
      `SELECT ${SHOWN} FROM backup_run WHERE workspace_id = $1 AND id = $2 AND trigger = 'export'`,
      [workspaceId, id],
    );
    if (!found) throw new Refusal(backupProblems.notFound);
    return found;
  }

  async request(workspaceId: string, by: CustomerCaller, origin: Origin): Promise<WorkspaceExport> {
    const slot = Math.floor(this.clock.now().getTime() / SLOT_MS);
    const id = await this.dataSource.transaction((tx) =>
      this.runs.request(tx, {
        workspaceId,
        trigger: 'export',
        key: `export:${workspaceId}:${slot}`,
        keepDays: KEEP_DAYS,
        by,
        origin,
      }),
    );
    return await this.get(workspaceId, id);
  }

  /** Opened and checked; that it was taken along is noted. Refuses with `backup_not_finished`. */
  async open(workspaceId: string, id: string, by: CustomerCaller, origin: Origin): Promise<OpenBackup> {
    await this.get(workspaceId, id);
    const run = await this.runs.get(id);
    if (run?.state !== 'uploaded' && run?.state !== 'verified') throw new Refusal(backupProblems.notFinished);
    const opened = await this.stored.open(this.targets.get(run.target), id);
    await this.dataSource.transaction((tx) =>
      this.audit.record(tx, { what: backupAudit.downloaded, by, on: { type: 'backup', id }, workspaceId, origin }),
    );
    return opened;
  }

  /** Refuses as `open` does. */
  async noteLink(workspaceId: string, id: string, file: string, by: CustomerCaller, origin: Origin): Promise<void> {
    const { state } = await this.get(workspaceId, id);
    if (state !== 'uploaded' && state !== 'verified') throw new Refusal(backupProblems.notFinished);
    const on = { type: 'backup', id };
    const detail = { what: file };
    await this.dataSource.transaction((tx) =>
      this.audit.record(tx, { what: backupAudit.linked, by, on, workspaceId, origin, detail }),
    );
  }

  /** In the transaction in which the export succeeds. */
  async tellReady(tx: EntityManager, { id, workspaceId, requestedBy }: BackupRun): Promise<void> {
    const [person]: { email: string; name: string; locale: 'en' | 'de'; workspace: string }[] = await tx.query(
      `SELECT u.email, u.name, u.locale, w.name AS workspace FROM auth_user u, workspace w
        WHERE 'customer:' || u.id = $1 AND w.id = $2`,
      [requestedBy, workspaceId],
    );
    if (!person) return;
    const { email, name, locale, workspace } = person;
    const link = `${this.settings.publicUrl}/w/${workspaceId}/exports`;
    const data = { name, workspace, days: KEEP_DAYS, link };
    await this.mailer.queue(tx, exportReadyMail, { to: email, locale, data, key: `backup.export-ready:${id}` });
  }
}

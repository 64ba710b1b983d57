import { Readable } from 'node:stream';
import { Injectable, StreamableFile } from '@nestjs/common';
import type { Origin } from '@purser/kit/backend/access';
import { AuditTrail } from '@purser/kit/backend/audit';
import { Refusal } from '@purser/kit/backend/errors';
import { DataSource } from 'typeorm';
import { OperatorDirectory } from '../../../auth/backend/operator/operator-directory.service.js';
import { Memberships } from '../../../workspace/backend/membership/memberships.service.js';
import { backupAudit, backupPermissions, backupProblems } from '../../names.js';
import { readableExport } from '../export-for-owner/readable-export.js';
import { BackupRuns } from '../run/backup-runs.service.js';
import { keysOf, StoredBackups } from '../run/stored-backups.service.js';
import { BackupTargets } from '../target/backup-targets.service.js';
import type { DownloadPurpose } from './download-links.service.js';

/** The files of a backup as somebody takes them along; that they did is noted. */
@Injectable()
export class LinkedFiles {
  constructor(
    private readonly dataSource: DataSource,
    private readonly memberships: Memberships,
    private readonly operators: OperatorDirectory,
    private readonly runs: BackupRuns,
    private readonly targets: BackupTargets,
    private readonly stored: StoredBackups,
    private readonly audit: AuditTrail,
  ) {}

  /** Refuses with `download_link_over` who may not any more, and with `backup_not_finished`. */
  async open(purpose: DownloadPurpose, origin: Origin): Promise<StreamableFile> {
    if (!(await this.mayStill(purpose))) throw new Refusal(backupProblems.linkOver);
    const run = await this.runs.get(purpose.backupId);
    if (run?.state !== 'uploaded' && run?.state !== 'verified') throw new Refusal(backupProblems.notFinished);
    // Whatever was signed: what holds others as well is no customer's.
    if (purpose.for === 'customer' && run.workspaceId !== purpose.workspaceId)
      throw new Refusal(backupProblems.linkOver);
    const file = await this.file(purpose, run.target);
    await this.dataSource.transaction((tx) =>
      this.audit.record(tx, {
        what: backupAudit.downloaded,
        // A link is followed without a session; `linked` in the trail says who had it made.
        by: 'anonymous',
        on: { type: 'backup', id: run.id },
        workspaceId: run.workspaceId ?? undefined,
        origin,
        detail: { what: purpose.file, linkOf: takerOf(purpose) },
      }),
    );
    return file;
  }

  private async mayStill(purpose: DownloadPurpose): Promise<boolean> {
    if (purpose.for === 'customer') {
      const role = await this.memberships.require(purpose.workspaceId, purpose.userId).catch(() => null);
      return role === 'owner';
    }
    const holding = await this.operators.holding(this.dataSource.manager, backupPermissions.download);
    return holding.some(({ id }) => id === purpose.operatorId);
  }

  private async file(purpose: DownloadPurpose, targetName: string): Promise<StreamableFile> {
    const { backupId } = purpose;
    const target = this.targets.get(targetName);
    if (purpose.file === 'manifest') {
      const disposition = `attachment; filename="${backupId}.manifest.json"`;
      return new StreamableFile(await target.stream(keysOf(backupId).manifest), {
        type: 'application/json',
        disposition,
      });
    }
    if (purpose.file === 'archive') {
      const { manifest } = await this.stored.manifest(target, backupId);
      const { name, bytes: length } = manifest.archive;
      const disposition = `attachment; filename="${backupId}.purser"`;
      return new StreamableFile(await target.stream(name), { type: 'application/octet-stream', length, disposition });
    }
    if (purpose.for !== 'customer') throw new Refusal(backupProblems.linkOver);
    const { reader, manifest } = await this.stored.open(target, backupId);
    const segment = reader.segmentOf(purpose.workspaceId);
    if (!segment) throw new Refusal(backupProblems.workspaceNotIn);
    const { at } = manifest.snapshot;
    const text = Readable.from(readableExport(reader, segment, at), { objectMode: false });
    const disposition = `attachment; filename="export-${at.slice(0, 10)}.json"`;
    return new StreamableFile(text, { type: 'application/json', disposition });
  }
}

function takerOf(purpose: DownloadPurpose): string {
  return purpose.for === 'customer' ? `customer:${purpose.userId}` : `operator:${purpose.operatorId}`;
}

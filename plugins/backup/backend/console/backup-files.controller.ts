import { Body, Controller, Get, Header, Param, ParseUUIDPipe, Post, StreamableFile } from '@nestjs/common';
import { ApiProduces, ApiTags } from '@nestjs/swagger';
import { CurrentOperator, type OperatorCaller, type Origin, RequestOrigin, Requires } from '@purser/kit/backend/access';
import { AuditTrail } from '@purser/kit/backend/audit';
import { Refusal } from '@purser/kit/backend/errors';
import { DataSource } from 'typeorm';
import type { z } from 'zod';
import { backupAudit, backupPermissions, backupProblems } from '../../names.js';
import { newLink } from '../../records.js';
import { DownloadLinks } from '../download/download-links.service.js';
import { BackupRuns } from '../run/backup-runs.service.js';
import { keysOf, StoredBackups } from '../run/stored-backups.service.js';
import { BackupTargets } from '../target/backup-targets.service.js';

/** The two files of a backup, as they lie at the target: encrypted, and of no use without the key. */
@ApiTags('console: backups')
@Controller('console/backups')
export class BackupFilesController {
  constructor(
    private readonly dataSource: DataSource,
    private readonly runs: BackupRuns,
    private readonly targets: BackupTargets,
    private readonly stored: StoredBackups,
    private readonly audit: AuditTrail,
    private readonly links: DownloadLinks,
  ) {}

  @Get(':id/archive')
  @ApiProduces('application/octet-stream')
  @Header('Cache-Control', 'no-store')
  @Requires(backupPermissions.download)
  archive(
    @Param('id', ParseUUIDPipe) id: string,
    @CurrentOperator() by: OperatorCaller,
    @RequestOrigin() origin: Origin,
  ) {
    return this.file(id, 'archive', by, origin);
  }

  @Get(':id/manifest')
  @ApiProduces('application/json')
  @Header('Cache-Control', 'no-store')
  @Requires(backupPermissions.download)
  manifest(
    @Param('id', ParseUUIDPipe) id: string,
    @CurrentOperator() by: OperatorCaller,
    @RequestOrigin() origin: Origin,
  ) {
    return this.file(id, 'manifest', by, origin);
  }

  /** Where a browser gets the file by itself, for ten minutes. */
  @Post(':id/links')
  @Header('Cache-Control', 'no-store')
  @Requires(backupPermissions.download)
  async link(
    @Param('id', ParseUUIDPipe) id: string,
    @Body({ schema: newLink }) { file }: z.output<typeof newLink>,
    @CurrentOperator() by: OperatorCaller,
    @RequestOrigin() origin: Origin,
  ) {
    const run = await this.runs.get(id);
    if (run?.state !== 'uploaded' && run?.state !== 'verified') throw new Refusal(backupProblems.notFinished);
    const on = { type: 'backup', id };
    await this.dataSource.transaction((tx) =>
      this.audit.record(tx, { what: backupAudit.linked, by, on, origin, detail: { what: file } }),
    );
    return this.links.issue({ for: 'operator', operatorId: by.operatorId, backupId: id, file });
  }

  private async file(id: string, what: 'archive' | 'manifest', by: OperatorCaller, origin: Origin) {
    const run = await this.runs.get(id);
    if (run?.state !== 'uploaded' && run?.state !== 'verified' && run?.state !== 'corrupt') {
      throw new Refusal(backupProblems.notFinished);
    }
    const target = this.targets.get(run.target);
    const { manifest } = await this.stored.manifest(target, id);
    const key = what === 'archive' ? manifest.archive.name : keysOf(id).manifest;
    const stream = await target.stream(key);
    await this.dataSource.transaction((tx) =>
      this.audit.record(tx, { what: backupAudit.downloaded, by, on: { type: 'backup', id }, origin, detail: { what } }),
    );
    const length = what === 'archive' ? manifest.archive.bytes : undefined;
    const type = what === 'archive' ? 'application/octet-stream' : 'application/json';
    const name = `${id}.${what === 'archive' ? 'purser' : 'manifest.json'}`;
    return new StreamableFile(stream, { type, length, disposition: `attachment; filename="${name}"` });
  }
}

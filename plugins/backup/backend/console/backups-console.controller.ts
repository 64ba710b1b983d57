import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Query, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  CurrentOperator,
  type OperatorCaller,
  type Origin,
  RecentSignIn,
  RequestOrigin,
  Requires,
} from '@purser/kit/backend/access';
import { type ListQuery, Lists } from '@purser/kit/backend/list';
import type { Response } from 'express';
import { DataSource } from 'typeorm';
import type { z } from 'zod';
import { backupPermissions } from '../../names.js';
import { holdBackup, newBackup, newDrill, newRestore } from '../../records.js';
import { RestoreRuns } from '../restore/restore-runs.service.js';
import { BackupChecks } from '../run/backup-checks.service.js';
import { BackupHolds } from '../run/backup-holds.service.js';
import { BackupRuns } from '../run/backup-runs.service.js';
import { backupsList } from './backups.list.js';

@ApiTags('console: backups')
@Controller('console/backups')
export class BackupsConsoleController {
  constructor(
    private readonly dataSource: DataSource,
    private readonly lists: Lists,
    private readonly runs: BackupRuns,
    private readonly holds: BackupHolds,
    private readonly restores: RestoreRuns,
    private readonly checks: BackupChecks,
  ) {}

  @Get()
  @Requires(backupPermissions.read)
  list(@Query() query: ListQuery, @Res({ passthrough: true }) response: Response) {
    return this.lists.page(backupsList, query, response);
  }

  @Get(':id')
  @Requires(backupPermissions.read)
  show(@Param('id', ParseUUIDPipe) id: string) {
    return this.lists.one(backupsList, id);
  }

  /** Answers the run as it waits. */
  @Post()
  @Requires(backupPermissions.run)
  async create(
    @Body({ schema: newBackup }) wanted: z.output<typeof newBackup>,
    @CurrentOperator() by: OperatorCaller,
    @RequestOrigin() origin: Origin,
  ) {
    const id = await this.dataSource.transaction((tx) =>
      this.runs.request(tx, { ...wanted, trigger: 'manual', by, origin }),
    );
    return await this.show(id);
  }

  @Post(':id/cancel')
  @HttpCode(200)
  @Requires(backupPermissions.run)
  async cancel(
    @Param('id', ParseUUIDPipe) id: string,
    @CurrentOperator() by: OperatorCaller,
    @RequestOrigin() origin: Origin,
  ) {
    await this.show(id);
    await this.runs.cancel(id, by, origin);
    return await this.show(id);
  }

  /** Reads it once more to its last byte; `verifiedAt` moves, or its state becomes `corrupt`. */
  @Post(':id/verify')
  @HttpCode(202)
  @Requires(backupPermissions.run)
  async verify(
    @Param('id', ParseUUIDPipe) id: string,
    @CurrentOperator() by: OperatorCaller,
    @RequestOrigin() origin: Origin,
  ) {
    await this.checks.verify(id, by, origin);
    return await this.show(id);
  }

  /** Restores it for trial, and undoes that; `/console/drills` tells how it went. */
  @Post(':id/drill')
  @HttpCode(202)
  @Requires(backupPermissions.restore)
  async drill(
    @Param('id', ParseUUIDPipe) id: string,
    @Body({ schema: newDrill }) { everything, workspaces }: z.output<typeof newDrill>,
    @CurrentOperator() by: OperatorCaller,
    @RequestOrigin() origin: Origin,
  ) {
    await this.checks.drill(id, everything ? 'everything' : workspaces, by, origin);
    return await this.show(id);
  }

  /** It is not deleted, whatever its policy says, until it is let go. */
  @Post(':id/hold')
  @HttpCode(200)
  @Requires(backupPermissions.hold)
  async hold(
    @Param('id', ParseUUIDPipe) id: string,
    @Body({ schema: holdBackup }) { reason }: z.output<typeof holdBackup>,
    @CurrentOperator() by: OperatorCaller,
    @RequestOrigin() origin: Origin,
  ) {
    await this.show(id);
    await this.holds.set(id, reason, by, origin);
    return await this.show(id);
  }

  @Post(':id/release')
  @HttpCode(200)
  @Requires(backupPermissions.hold)
  async release(
    @Param('id', ParseUUIDPipe) id: string,
    @CurrentOperator() by: OperatorCaller,
    @RequestOrigin() origin: Origin,
  ) {
    await this.show(id);
    await this.holds.set(id, null, by, origin);
    return await this.show(id);
  }

  /** Answers the restore as it waits; `/console/restores/:id` tells how it went on. */
  @Post(':id/restore')
  @Requires(backupPermissions.restore)
  @RecentSignIn()
  async restore(
    @Param('id', ParseUUIDPipe) backupId: string,
    @Body({ schema: newRestore }) wanted: z.output<typeof newRestore>,
    @CurrentOperator() by: OperatorCaller,
    @RequestOrigin() origin: Origin,
  ) {
    await this.show(backupId);
    return { id: await this.restores.request({ ...wanted, backupId, by, origin }) };
  }
}

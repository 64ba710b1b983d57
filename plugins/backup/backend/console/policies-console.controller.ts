import { Body, Controller, Get, Param, ParseUUIDPipe, Post, Put, Query, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { CurrentOperator, type OperatorCaller, type Origin, RequestOrigin, Requires } from '@purser/kit/backend/access';
import { type ListQuery, Lists } from '@purser/kit/backend/list';
import type { Response } from 'express';
import type { z } from 'zod';
import { backupPermissions } from '../../names.js';
import {
  changedPolicy,
  type Nights,
  type PolicyFields,
  policyFields,
  previewedSchedule,
  type TargetsAnswer,
} from '../../records.js';
import { BackupNights } from '../policy/backup-nights.service.js';
import { BackupPolicies } from '../policy/backup-policies.service.js';
import { TargetHealthChecks } from '../target/target-health.service.js';
import { policiesList } from './policies.list.js';

@ApiTags('console: policies')
@Controller('console')
export class PoliciesConsoleController {
  constructor(
    private readonly lists: Lists,
    private readonly policies: BackupPolicies,
    private readonly nights: BackupNights,
    private readonly health: TargetHealthChecks,
  ) {}

  @Get('policies')
  @Requires(backupPermissions.read)
  list(@Query() query: ListQuery, @Res({ passthrough: true }) response: Response) {
    return this.lists.page(policiesList, query, response);
  }

  /** The next five moments of a schedule, whether it is somebody's or not. */
  @Get('policies/preview')
  @Requires(backupPermissions.read)
  preview(@Query({ schema: previewedSchedule }) { cron, zone, kind }: z.output<typeof previewedSchedule>) {
    return this.policies.preview(cron, zone, kind);
  }

  @Get('policies/:id')
  @Requires(backupPermissions.read)
  show(@Param('id', ParseUUIDPipe) id: string) {
    return this.lists.one(policiesList, id);
  }

  @Post('policies')
  @Requires(backupPermissions.manage)
  async create(
    @Body({ schema: policyFields }) fields: PolicyFields,
    @CurrentOperator() by: OperatorCaller,
    @RequestOrigin() origin: Origin,
  ) {
    return await this.show(await this.policies.create(fields, { by, origin }));
  }

  @Put('policies/:id')
  @Requires(backupPermissions.manage)
  async change(
    @Param('id', ParseUUIDPipe) id: string,
    @Body({ schema: changedPolicy }) { version, ...fields }: z.output<typeof changedPolicy>,
    @CurrentOperator() by: OperatorCaller,
    @RequestOrigin() origin: Origin,
  ) {
    await this.policies.change(id, version, fields, { by, origin });
    return await this.show(id);
  }

  /** Whether each target answers, tried out at most once a minute, and which keys this installation has. */
  @Get('backup-targets')
  @Requires(backupPermissions.read)
  async targets(): Promise<TargetsAnswer> {
    return { targets: await this.health.all(), keys: this.health.keyIds };
  }

  /** What became of the last fourteen nights. */
  @Get('backup-nights')
  @Requires(backupPermissions.read)
  async lastNights(): Promise<Nights> {
    return await this.nights.last();
  }
}

import { Controller, Get, Header, Param, Query, Res } from '@nestjs/common';
import { ApiOkResponse, ApiProduces, ApiTags } from '@nestjs/swagger';
import { CurrentCustomer, type CustomerCaller, type Origin, RequestOrigin, SignedIn } from '@purser/kit/backend/access';
import type { Response } from 'express';
import {
  type ActivityExportQuery,
  type ActivityPage,
  type ActivityQuery,
  activityExportQuery,
  activityPage,
  activityQuery,
} from '../../records-activity.js';
import { Memberships } from '../membership/memberships.service.js';
import { Activity } from './activity.service.js';

@ApiTags('workspaces')
@Controller('workspaces/:id/audit')
@SignedIn()
export class ActivityController {
  constructor(
    private readonly activity: Activity,
    private readonly memberships: Memberships,
  ) {}

  @Get()
  @ApiOkResponse({ standardSchema: activityPage })
  async page(
    @Param('id') id: string,
    @Query({ schema: activityQuery }) query: ActivityQuery,
    @CurrentCustomer() { userId }: CustomerCaller,
  ): Promise<ActivityPage> {
    await this.memberships.require(id, userId, 'readActivity');
    return await this.activity.page(id, query);
  }

  @Get('export')
  @ApiProduces('text/csv', 'application/jsonl')
  @Header('Cache-Control', 'no-store')
  async export(
    @Param('id') id: string,
    @Query({ schema: activityExportQuery }) query: ActivityExportQuery,
    @CurrentCustomer() by: CustomerCaller,
    @RequestOrigin() origin: Origin,
    @Res() response: Response,
  ): Promise<void> {
    await this.memberships.require(id, by.userId, 'readActivity');
    const csv = query.format === 'csv';
    response.setHeader('Content-Type', csv ? 'text/csv; charset=utf-8' : 'application/jsonl; charset=utf-8');
    response.setHeader('Content-Disposition', `attachment; filename="activity.${csv ? 'csv' : 'jsonl'}"`);
    await this.activity.export(id, query, by, origin, response);
  }
}

import { Body, Controller, Get, HttpCode, Post, Query, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { CurrentOperator, type OperatorCaller, type Origin, RequestOrigin, Requires } from '@purser/kit/backend/access';
import { type ListQuery, Lists } from '@purser/kit/backend/list';
import { RecordId } from '@purser/kit/backend/record-id';
import type { Response } from 'express';
import type { z } from 'zod';
import { monitorPermissions } from '../../names.js';
import { type MonitorStanding, maintenanceBody } from '../../records.js';
import { MaintenanceWindows } from '../maintenance/maintenance-windows.service.js';
import { incidentsList } from './incidents.list.js';
import { probesList } from './probes.list.js';
import { Standing } from './standing.service.js';

@ApiTags('console: monitor')
@Controller('console')
export class MonitorConsoleController {
  constructor(
    private readonly lists: Lists,
    private readonly standing: Standing,
    private readonly windows: MaintenanceWindows,
  ) {}

  @Get('monitor')
  @Requires(monitorPermissions.read)
  whole(): Promise<MonitorStanding> {
    return this.standing.whole();
  }

  @Get('incidents')
  @Requires(monitorPermissions.read)
  incidents(@Query() query: ListQuery, @Res({ passthrough: true }) response: Response) {
    return this.lists.page(incidentsList, query, response);
  }

  @Get('incidents/:id')
  @Requires(monitorPermissions.read)
  incident(@RecordId() id: string) {
    return this.lists.one(incidentsList, id);
  }

  @Get('probes')
  @Requires(monitorPermissions.read)
  probes(@Query() query: ListQuery, @Res({ passthrough: true }) response: Response) {
    return this.lists.page(probesList, query, response);
  }

  /** Answers how everything stands after. */
  @Post('monitor/maintenance')
  @HttpCode(200)
  @Requires(monitorPermissions.maintain)
  async announce(
    @Body({ schema: maintenanceBody }) window: z.output<typeof maintenanceBody>,
    @CurrentOperator() by: OperatorCaller,
    @RequestOrigin() origin: Origin,
  ): Promise<MonitorStanding> {
    await this.windows.announce(window, { by, origin });
    return await this.standing.whole();
  }

  /** Answers how everything stands after. */
  @Post('monitor/maintenance/:id/end')
  @HttpCode(200)
  @Requires(monitorPermissions.maintain)
  async end(
    @RecordId() id: string,
    @CurrentOperator() by: OperatorCaller,
    @RequestOrigin() origin: Origin,
  ): Promise<MonitorStanding> {
    await this.windows.end(id, { by, origin });
    return await this.standing.whole();
  }
}

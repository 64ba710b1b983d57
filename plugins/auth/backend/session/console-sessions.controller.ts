import { Body, Controller, Get, HttpCode, Post, Query, Res } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import {
  CurrentOperator,
  type OperatorCaller,
  type Origin,
  RecentSignIn,
  RequestOrigin,
  Requires,
} from '@purser/kit/backend/access';
import { type ListQuery, Lists } from '@purser/kit/backend/list';
import { RecordId } from '@purser/kit/backend/record-id';
import type { Response } from 'express';
import type { z } from 'zod';
import { authPermissions } from '../../names.js';
import { endedRecord, reasoned } from '../../records.js';
import { UserStanding } from '../user/user-standing.service.js';
import { deviceOf } from './device.js';
import { EndAllSessions } from './end-all-sessions.service.js';
import { sessionsList } from './sessions.list.js';

type Row = Record<string, unknown>;

/** Sessions of customers, as operators see them. */
@ApiTags('console')
@Controller('console/sessions')
export class ConsoleSessionsController {
  constructor(
    private readonly lists: Lists,
    private readonly standing: UserStanding,
    private readonly all: EndAllSessions,
  ) {}

  @Get()
  @Requires(authPermissions.readSessions)
  async list(@Query() query: ListQuery, @Res({ passthrough: true }) response: Response): Promise<Row[]> {
    return (await this.lists.page(sessionsList, query, response)).map(withDevice);
  }

  @Get(':id')
  @Requires(authPermissions.readSessions)
  async show(@RecordId() id: string): Promise<Row> {
    return withDevice(await this.lists.one(sessionsList, id));
  }

  /** Of customers only; operators keep theirs, as somebody has to see to what happened. */
  @Post('end-all')
  @HttpCode(200)
  @Requires(authPermissions.endAllSessions)
  @RecentSignIn()
  @ApiOkResponse({ standardSchema: endedRecord })
  async endAll(
    @Body({ schema: reasoned }) { reason }: z.output<typeof reasoned>,
    @CurrentOperator() by: OperatorCaller,
    @RequestOrigin() origin: Origin,
  ): Promise<z.output<typeof endedRecord>> {
    return { ended: await this.all.endAll({ by, origin, reason }) };
  }

  @Post(':id/end')
  @HttpCode(200)
  @Requires(authPermissions.endSession)
  async end(
    @RecordId() id: string,
    @Body({ schema: reasoned }) { reason }: z.output<typeof reasoned>,
    @CurrentOperator() by: OperatorCaller,
    @RequestOrigin() origin: Origin,
  ): Promise<Row> {
    await this.standing.endSession(id, { by, origin, reason });
    return this.show(id);
  }
}

function withDevice({ userAgent, ...row }: Row): Row {
  return { ...row, device: deviceOf(String(userAgent)) };
}

import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Query, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { CurrentOperator, type OperatorCaller, type Origin, RequestOrigin, Requires } from '@purser/kit/backend/access';
import { type ListQuery, Lists } from '@purser/kit/backend/list';
import type { Response } from 'express';
import type { z } from 'zod';
import { backupPermissions } from '../../names.js';
import { declinedRestore } from '../../records.js';
import { RestoreAnswers } from './restore-answers.service.js';
import { restoreRequestsList } from './restore-requests.list.js';

/** To approve one is to restore: `POST /console/backups/:id/restore` with its id. */
@ApiTags('console: restore requests')
@Controller('console/restore-requests')
export class RestoreRequestsConsoleController {
  constructor(
    private readonly lists: Lists,
    private readonly answers: RestoreAnswers,
  ) {}

  @Get()
  @Requires(backupPermissions.read)
  list(@Query() query: ListQuery, @Res({ passthrough: true }) response: Response) {
    return this.lists.page(restoreRequestsList, query, response);
  }

  @Get(':id')
  @Requires(backupPermissions.read)
  show(@Param('id', ParseUUIDPipe) id: string) {
    return this.lists.one(restoreRequestsList, id);
  }

  /** The owner is told the reason. */
  @Post(':id/decline')
  @HttpCode(200)
  @Requires(backupPermissions.restore)
  async decline(
    @Param('id', ParseUUIDPipe) id: string,
    @Body({ schema: declinedRestore }) { reason }: z.output<typeof declinedRestore>,
    @CurrentOperator() by: OperatorCaller,
    @RequestOrigin() origin: Origin,
  ) {
    await this.show(id);
    await this.answers.decline(id, reason, by, origin);
    return await this.show(id);
  }
}

import { Controller, Get, Param, ParseUUIDPipe, Query, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Requires } from '@purser/kit/backend/access';
import { type ListQuery, Lists } from '@purser/kit/backend/list';
import type { Response } from 'express';
import { backupPermissions } from '../../names.js';
import { restoresList } from './restores.list.js';

@ApiTags('console: restores')
@Controller('console/restores')
export class RestoresConsoleController {
  constructor(private readonly lists: Lists) {}

  @Get()
  @Requires(backupPermissions.read)
  list(@Query() query: ListQuery, @Res({ passthrough: true }) response: Response) {
    return this.lists.page(restoresList, query, response);
  }

  @Get(':id')
  @Requires(backupPermissions.read)
  show(@Param('id', ParseUUIDPipe) id: string) {
    return this.lists.one(restoresList, id);
  }
}

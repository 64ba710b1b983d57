import { Controller, Get, Query, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Requires } from '@purser/kit/backend/access';
import { type ListQuery, Lists } from '@purser/kit/backend/list';
import type { Response } from 'express';
import { housePermissions } from '../names.js';
import { workerList } from './jobs.list.js';

@ApiTags('console')
@Controller('console/workers')
@Requires(housePermissions.readJobs)
export class WorkersController {
  constructor(private readonly lists: Lists) {}

  @Get()
  list(@Query() query: ListQuery, @Res({ passthrough: true }) response: Response) {
    return this.lists.page(workerList, query, response);
  }
}

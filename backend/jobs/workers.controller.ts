import { Controller, Get, Query, Res } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { Requires } from '@purser/kit/backend/access';
import { type ListQuery, Lists } from '@purser/kit/backend/list';
import type { Response } from 'express';
import { z } from 'zod';
import { housePermissions } from '../names.js';
import { workerRecord } from './job.records.js';
import { workerList } from './jobs.list.js';

@ApiTags('console: jobs')
@Controller('console/workers')
@Requires(housePermissions.readJobs)
export class WorkersController {
  constructor(private readonly lists: Lists) {}

  @Get()
  @ApiOkResponse({ standardSchema: z.array(workerRecord) })
  list(@Query() query: ListQuery, @Res({ passthrough: true }) response: Response) {
    return this.lists.page(workerList, query, response);
  }
}

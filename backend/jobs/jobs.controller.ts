import { Controller, Get, HttpCode, Param, ParseIntPipe, Post, Query, Res } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { CurrentOperator, type OperatorCaller, type Origin, RequestOrigin, Requires } from '@purser/kit/backend/access';
import { AuditTrail } from '@purser/kit/backend/audit';
import { Refusal } from '@purser/kit/backend/errors';
import { type ListQuery, Lists } from '@purser/kit/backend/list';
import { houseProblems } from '@purser/kit/problems';
import type { Response } from 'express';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import { houseAudit, houseMachineProblems, housePermissions } from '../names.js';
import { jobRecord } from './job.records.js';
import { jobList } from './jobs.list.js';

@ApiTags('console: jobs')
@Controller('console/jobs')
export class JobsController {
  constructor(
    private readonly lists: Lists,
    private readonly audit: AuditTrail,
    private readonly dataSource: DataSource,
  ) {}

  @Get()
  @ApiOkResponse({ standardSchema: z.array(jobRecord) })
  @Requires(housePermissions.readJobs)
  list(@Query() query: ListQuery, @Res({ passthrough: true }) response: Response) {
    return this.lists.page(jobList, query, response);
  }

  @Get(':id')
  @ApiOkResponse({ standardSchema: jobRecord })
  @Requires(housePermissions.readJobs)
  one(@Param('id', ParseIntPipe) id: number) {
    return this.lists.one(jobList, String(id));
  }

  /** All attempts again, from now on. */
  @Post(':id/retry')
  @HttpCode(200)
  @ApiOkResponse({ standardSchema: jobRecord })
  @Requires(housePermissions.manageJobs)
  async retry(
    @Param('id', ParseIntPipe) id: number,
    @CurrentOperator() operator: OperatorCaller,
    @RequestOrigin() origin: Origin,
  ) {
    await this.dataSource.transaction(async (tx) => {
      const [job]: { name: string; error: string | null; attempts: number; running: boolean }[] = await tx.query(
        `SELECT task_identifier AS name, last_error AS error, attempts, locked_at IS NOT NULL AS running
         FROM graphile_worker.jobs WHERE id = $1`,
        [id],
      );
      if (!job) throw new Refusal(houseProblems.notFound);
      const moved: unknown[] = job.running
        ? []
        : await tx.query(
            'SELECT id FROM graphile_worker.reschedule_jobs(ARRAY[$1::bigint], run_at := now(), attempts := 0)',
            [id],
          );
      if (moved.length === 0) throw new Refusal(houseMachineProblems.jobRunning);
      await this.audit.record(tx, {
        what: houseAudit.jobRetried,
        by: operator,
        on: { type: 'job', id: String(id) },
        origin,
        before: { attempts: job.attempts, error: job.error },
        detail: { name: job.name },
      });
    });
    return this.lists.one(jobList, String(id));
  }
}

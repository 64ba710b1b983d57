import { Controller, Get, HttpCode, Param, Post, Query, Res } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { CurrentOperator, type OperatorCaller, type Origin, RequestOrigin, Requires } from '@purser/kit/backend/access';
import { AuditTrail } from '@purser/kit/backend/audit';
import { Clock } from '@purser/kit/backend/clock';
import { Refusal } from '@purser/kit/backend/errors';
import { Jobs } from '@purser/kit/backend/jobs';
import { type ListQuery, Lists } from '@purser/kit/backend/list';
import { houseProblems } from '@purser/kit/problems';
import type { Response } from 'express';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import { houseAudit, housePermissions } from '../names.js';
import { nextSlot } from './cron-slots.js';
import { jobKindRecord } from './job.records.js';
import { JobCatalogue } from './job-catalogue.service.js';
import { jobKindList } from './jobs.list.js';

/** The declared jobs: when each runs next, and how it has fared. */
@ApiTags('console: jobs')
@Controller('console/job-kinds')
export class JobKindsController {
  private readonly kinds;

  constructor(
    private readonly lists: Lists,
    private readonly jobs: Jobs,
    private readonly catalogue: JobCatalogue,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
    private readonly dataSource: DataSource,
  ) {
    this.kinds = jobKindList(catalogue.all().map((kind) => kind.name));
  }

  @Get()
  @ApiOkResponse({ standardSchema: z.array(jobKindRecord) })
  @Requires(housePermissions.readJobs)
  async list(@Query() query: ListQuery, @Res({ passthrough: true }) response: Response) {
    const kinds = await this.lists.page(this.kinds, query, response);
    return kinds.map((kind) => this.withNext(kind));
  }

  @Get(':id')
  @ApiOkResponse({ standardSchema: jobKindRecord })
  @Requires(housePermissions.readJobs)
  async one(@Param('id') id: string) {
    return this.withNext(await this.lists.one(this.kinds, id));
  }

  /** Starts a scheduled job now; it takes no slot, so the schedule goes on as before. */
  @Post(':id/run')
  @HttpCode(200)
  @ApiOkResponse({ standardSchema: jobKindRecord })
  @Requires(housePermissions.manageJobs)
  async run(@Param('id') id: string, @CurrentOperator() operator: OperatorCaller, @RequestOrigin() origin: Origin) {
    const kind = this.catalogue.all().find(({ name }) => name === id);
    // Jobs without a schedule need a payload that only their plugin knows.
    if (kind?.schedule === undefined) throw new Refusal(houseProblems.notFound);
    await this.dataSource.transaction(async (tx) => {
      await this.jobs.enqueue(tx, kind.name, {}, { key: `run-now:${kind.name}` });
      await this.audit.record(tx, {
        what: houseAudit.jobStarted,
        by: operator,
        on: { type: 'job-kind', id: kind.name },
        origin,
      });
    });
    return this.one(id);
  }

  private withNext(kind: Record<string, unknown>): Record<string, unknown> {
    const { schedule } = kind;
    return { ...kind, nextRunAt: typeof schedule === 'string' ? nextSlot(schedule, this.clock.now()) : null };
  }
}

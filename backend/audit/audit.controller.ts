import { Controller, Get, Param, ParseUUIDPipe, Query, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { CurrentOperator, type OperatorCaller, type Origin, RequestOrigin, Requires } from '@purser/kit/backend/access';
import { AuditTrail } from '@purser/kit/backend/audit';
import { type ListQuery, Lists } from '@purser/kit/backend/list';
import type { Response } from 'express';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import { houseAudit, housePermissions } from '../names.js';
import { auditList } from './audit.list.js';
import { AuditExporter } from './audit-exporter.service.js';

const exportQuery = z.strictObject({
  format: z.enum(['csv', 'jsonl']).default('jsonl'),
  from: z.iso.datetime({ offset: true }).optional(),
  to: z.iso.datetime({ offset: true }).optional(),
  workspaceId: z.string().max(64).optional(),
});

@ApiTags('console')
@Controller('console/audit')
@Requires(housePermissions.readAudit)
export class AuditController {
  constructor(
    private readonly lists: Lists,
    private readonly exporter: AuditExporter,
    private readonly audit: AuditTrail,
    private readonly dataSource: DataSource,
  ) {}

  @Get()
  list(@Query() query: ListQuery, @Res({ passthrough: true }) response: Response) {
    return this.lists.page(auditList, query, response);
  }

  /** The whole trail or a part of it; taking it out is itself an entry. */
  @Get('export')
  async export(
    @Query({ schema: exportQuery }) query: z.output<typeof exportQuery>,
    @CurrentOperator() operator: OperatorCaller,
    @RequestOrigin() origin: Origin,
    @Res() response: Response,
  ): Promise<void> {
    await this.dataSource.transaction((tx) =>
      this.audit.record(tx, { what: houseAudit.auditExported, by: operator, origin, detail: { ...query } }),
    );
    response.setHeader('Content-Type', query.format === 'csv' ? 'text/csv; charset=utf-8' : 'application/x-ndjson');
    response.setHeader('Content-Disposition', `attachment; filename="audit.${query.format}"`);
    response.setHeader('Cache-Control', 'no-store');
    await this.exporter.write(query, response);
  }

  @Get(':id')
  one(@Param('id', ParseUUIDPipe) id: string) {
    return this.lists.one(auditList, id);
  }
}

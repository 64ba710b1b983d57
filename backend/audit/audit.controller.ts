import { Controller, Get, Param, ParseUUIDPipe, Query, Res } from '@nestjs/common';
import { ApiOkResponse, ApiProduces, ApiTags } from '@nestjs/swagger';
import { CurrentOperator, type OperatorCaller, type Origin, RequestOrigin, Requires } from '@purser/kit/backend/access';
import { AuditTrail } from '@purser/kit/backend/audit';
import { type ListQuery, Lists } from '@purser/kit/backend/list';
import type { Response } from 'express';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import { houseAudit, housePermissions } from '../names.js';
import { auditList } from './audit.list.js';
import { type AuditExportQuery, auditExportQuery, auditRecord } from './audit.records.js';
import { AuditExporter } from './audit-exporter.service.js';

@ApiTags('console: audit')
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
  @ApiOkResponse({ standardSchema: z.array(auditRecord) })
  list(@Query() query: ListQuery, @Res({ passthrough: true }) response: Response) {
    return this.lists.page(auditList, query, response);
  }

  /** The whole trail or a part of it; taking it out is itself an entry. */
  @Get('export')
  @ApiProduces('text/csv', 'application/x-ndjson')
  async export(
    @Query({ schema: auditExportQuery }) query: AuditExportQuery,
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
  @ApiOkResponse({ standardSchema: auditRecord })
  one(@Param('id', ParseUUIDPipe) id: string) {
    return this.lists.one(auditList, id);
  }
}

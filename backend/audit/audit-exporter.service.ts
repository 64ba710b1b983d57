import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Injectable } from '@nestjs/common';
import type { Response } from 'express';
import { DataSource } from 'typeorm';
import type { AuditExportQuery } from './audit.records.js';
import { csvHeader, csvLine, type ExportedEntry, jsonLine } from './audit-export.js';

const PAGE = 1_000;

/** Streams page after page, so that years of entries fit into a small process. */
@Injectable()
export class AuditExporter {
  constructor(private readonly dataSource: DataSource) {}

  async write(range: AuditExportQuery, response: Response): Promise<void> {
    await pipeline(Readable.from(this.lines(range)), response).catch((error: NodeJS.ErrnoException) => {
      // Somebody who stops a download is no fault of ours.
      if (error.code !== 'ERR_STREAM_PREMATURE_CLOSE') throw error;
    });
  }

  private async *lines(range: AuditExportQuery): AsyncGenerator<string> {
    if (range.format === 'csv') yield csvHeader;
    const line = range.format === 'csv' ? csvLine : jsonLine;
    let last: [at: Date | string, id: string] = ['-infinity', '00000000-0000-0000-0000-000000000000'];
    for (;;) {
      const rows: (ExportedEntry & { at: Date })[] = await this.dataSource.query(
        `SELECT a.id, a.at, a.entry, l.chain, l.seq, l.hash
         FROM house_audit_link l JOIN house_audit a ON a.id = l.audit_id
         WHERE (a.at, a.id) > ($1, $2)
           AND ($3::timestamptz IS NULL OR a.at >= $3) AND ($4::timestamptz IS NULL OR a.at < $4)
           AND ($5::text IS NULL OR a.workspace_id = $5)
         ORDER BY a.at, a.id LIMIT $6`,
        [...last, range.from ?? null, range.to ?? null, range.workspaceId ?? null, PAGE],
      );
      yield rows.map(line).join('');
      const end = rows.at(-1);
      if (!end || rows.length < PAGE) return;
      last = [end.at, end.id];
    }
  }
}

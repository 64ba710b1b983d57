import { Readable } from 'node:stream';
import { Body, Controller, Get, Header, Param, ParseUUIDPipe, Post, StreamableFile } from '@nestjs/common';
import { ApiProduces, ApiTags } from '@nestjs/swagger';
import { CurrentCustomer, type CustomerCaller, type Origin, RequestOrigin, SignedIn } from '@purser/kit/backend/access';
import { Refusal } from '@purser/kit/backend/errors';
import type { z } from 'zod';
import { backupProblems } from '../../names.js';
import { newExportLink } from '../../records.js';
import { DownloadLinks } from '../download/download-links.service.js';
import { readableExport } from './readable-export.js';
import { WorkspaceExports } from './workspace-exports.service.js';

@ApiTags('workspaces')
@Controller('workspaces/:id/exports')
@SignedIn()
export class WorkspaceExportsController {
  constructor(
    private readonly exports: WorkspaceExports,
    private readonly links: DownloadLinks,
  ) {}

  /** The newest fifty. */
  @Get()
  async list(@Param('id') id: string, @CurrentCustomer() by: CustomerCaller) {
    await this.exports.requireOwner(id, by);
    return await this.exports.list(id);
  }

  /** Owners; a mail tells them when it is ready. Asked for twice in a minute it is one. */
  @Post()
  async request(@Param('id') id: string, @CurrentCustomer() by: CustomerCaller, @RequestOrigin() origin: Origin) {
    await this.exports.requireOwner(id, by);
    return await this.exports.request(id, by, origin);
  }

  @Get(':exportId')
  async show(
    @Param('id') id: string,
    @Param('exportId', ParseUUIDPipe) exportId: string,
    @CurrentCustomer() by: CustomerCaller,
  ) {
    await this.exports.requireOwner(id, by);
    return await this.exports.get(id, exportId);
  }

  /** Where a browser gets the file by itself, for ten minutes: readable JSON, or the archive and its manifest as they are. */
  @Post(':exportId/links')
  @Header('Cache-Control', 'no-store')
  async link(
    @Param('id', ParseUUIDPipe) id: string,
    @Param('exportId', ParseUUIDPipe) exportId: string,
    @Body({ schema: newExportLink }) { file }: z.output<typeof newExportLink>,
    @CurrentCustomer() by: CustomerCaller,
    @RequestOrigin() origin: Origin,
  ) {
    await this.exports.requireOwner(id, by);
    await this.exports.noteLink(id, exportId, file, by, origin);
    return this.links.issue({ for: 'customer', userId: by.userId, workspaceId: id, backupId: exportId, file });
  }

  /** JSON with the workspace, its members and every event in its order, `args` byte for byte. */
  @Get(':exportId/download')
  @ApiProduces('application/json')
  @Header('Cache-Control', 'no-store')
  async download(
    @Param('id') id: string,
    @Param('exportId', ParseUUIDPipe) exportId: string,
    @CurrentCustomer() by: CustomerCaller,
    @RequestOrigin() origin: Origin,
  ) {
    await this.exports.requireOwner(id, by);
    const { reader, manifest } = await this.exports.open(id, exportId, by, origin);
    const segment = reader.segmentOf(id.toLowerCase());
    if (!segment) throw new Refusal(backupProblems.workspaceNotIn);
    const text = Readable.from(readableExport(reader, segment, manifest.snapshot.at), { objectMode: false });
    const disposition = `attachment; filename="export-${manifest.snapshot.at.slice(0, 10)}.json"`;
    return new StreamableFile(text, { type: 'application/json', disposition });
  }
}

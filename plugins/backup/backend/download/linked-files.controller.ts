import { Controller, Get, Header, Query } from '@nestjs/common';
import { ApiProduces, ApiTags } from '@nestjs/swagger';
import { type Origin, Public, RequestOrigin } from '@purser/kit/backend/access';
import type { z } from 'zod';
import { followedLink } from '../../records.js';
import { DownloadLinks } from './download-links.service.js';
import { LinkedFiles } from './linked-files.service.js';

/** Where a link leads. The link is the permission: a browser sends none along when it follows one. */
@ApiTags('backup files')
@Controller()
export class LinkedFilesController {
  constructor(
    private readonly links: DownloadLinks,
    private readonly files: LinkedFiles,
  ) {}

  @Get('backup-files')
  @Public()
  @ApiProduces('application/octet-stream', 'application/json')
  @Header('Cache-Control', 'no-store')
  @Header('Referrer-Policy', 'no-referrer')
  follow(@Query({ schema: followedLink }) { link }: z.output<typeof followedLink>, @RequestOrigin() origin: Origin) {
    return this.files.open(this.links.read(link), origin);
  }

  /** The same where the console has a host of its own. */
  @Get('console/backup-files')
  @Public()
  @ApiProduces('application/octet-stream', 'application/json')
  @Header('Cache-Control', 'no-store')
  @Header('Referrer-Policy', 'no-referrer')
  followAtConsole(
    @Query({ schema: followedLink }) { link }: z.output<typeof followedLink>,
    @RequestOrigin() origin: Origin,
  ) {
    return this.files.open(this.links.read(link), origin);
  }
}

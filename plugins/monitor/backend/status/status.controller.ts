import { Controller, Get, Header, Req, Res } from '@nestjs/common';
import { ApiExcludeEndpoint, ApiTags } from '@nestjs/swagger';
import { Public } from '@purser/kit/backend/access';
import { HouseSettings } from '@purser/kit/backend/settings';
import type { Request, Response } from 'express';
import type { PublicStatus } from '../../records.js';
import { CACHE_SECONDS, PublicStatuses } from './public-status.service.js';
import { statusPage } from './status-page.js';

const CACHED = `public, max-age=${CACHE_SECONDS}`;

@ApiTags('status')
@Public()
@Controller()
export class StatusController {
  constructor(
    private readonly statuses: PublicStatuses,
    private readonly settings: HouseSettings,
  ) {}

  /** How the house is, for everybody; 404 `status_off` where it is not shown. */
  @Get('status.json')
  @Header('Cache-Control', CACHED)
  status(): Promise<PublicStatus> {
    return this.statuses.get();
  }

  @Get('status')
  @ApiExcludeEndpoint()
  @Header('Cache-Control', CACHED)
  @Header('Vary', 'Accept-Language')
  async page(@Req() request: Request, @Res({ passthrough: true }) response: Response): Promise<string> {
    const locale = request.acceptsLanguages('en', 'de') === 'de' ? 'de' : 'en';
    const status = await this.statuses.get();
    response.type('html');
    return statusPage(status, this.settings.productName, locale);
  }
}

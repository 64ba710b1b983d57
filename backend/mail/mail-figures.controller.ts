import { Controller, Get, Query } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { Requires } from '@purser/kit/backend/access';
import type { z } from 'zod';
import { housePermissions } from '../names.js';
import { type MailFigures, mailFigures, mailFiguresQuery } from './mail-figures.records.js';
import { MailFiguresService } from './mail-figures.service.js';

@ApiTags('console: mails')
@Controller('console/mail-figures')
export class MailFiguresController {
  constructor(private readonly figures: MailFiguresService) {}

  /** How many mails went out, wait or failed, by hour or day and by mail. */
  @Get()
  @ApiOkResponse({ standardSchema: mailFigures })
  @Requires(housePermissions.readMails)
  read(@Query({ schema: mailFiguresQuery }) { period }: z.output<typeof mailFiguresQuery>): Promise<MailFigures> {
    return this.figures.of(period);
  }
}

import { Controller, Get, Param, Query, Res } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { Requires } from '@purser/kit/backend/access';
import { Refusal } from '@purser/kit/backend/errors';
import { type ListDefinition, type ListQuery, Lists } from '@purser/kit/backend/list';
import { houseProblems } from '@purser/kit/problems';
import type { Response } from 'express';
import { z } from 'zod';
import { constantRows } from '../list/constant-rows.js';
import { housePermissions } from '../names.js';
import type { KnownMail } from './mail-catalogue.service.js';
import { MailPreviews, pluginOf } from './mail-previews.service.js';
import { mailTemplatePage, mailTemplateRecord } from './mail-templates.records.js';

/** The mails this house can send, to be looked at; nothing of a person is in them. */
@ApiTags('console: mails')
@Controller('console/mail-templates')
export class MailTemplatesController {
  private readonly list: ListDefinition;

  constructor(
    private readonly lists: Lists,
    private readonly previews: MailPreviews,
  ) {
    const columns = { id: 'text', plugin: 'text', subject: 'text', subjectDe: 'text', secret: 'boolean' };
    const rows = previews.all().map((known) => this.rowOf(known));
    this.list = {
      resource: 'mail-templates',
      from: constantRows('t', columns, rows),
      columns: {
        id: { sql: 't.id', kind: 'text', filter: true, sort: true },
        plugin: { sql: 't.plugin', kind: 'text', filter: true, sort: true },
        subject: { sql: 't.subject', kind: 'text', sort: true },
        subjectDe: { sql: 't."subjectDe"', kind: 'text' },
        secret: { sql: 't.secret', kind: 'boolean', filter: true },
      },
      search: ['id', 'subject', 'subjectDe'],
      defaultSort: ['id', 'ASC'],
    };
  }

  @Get()
  @ApiOkResponse({ standardSchema: z.array(mailTemplateRecord) })
  @Requires(housePermissions.readMailTemplates)
  page(@Query() query: ListQuery, @Res({ passthrough: true }) response: Response) {
    return this.lists.page(this.list, query, response);
  }

  @Get(':id')
  @ApiOkResponse({ standardSchema: mailTemplatePage })
  @Requires(housePermissions.readMailTemplates)
  one(@Param('id') id: string) {
    const known = this.previews.find(id);
    if (!known) throw new Refusal(houseProblems.notFound);
    return {
      ...this.rowOf(known),
      sample: this.previews.sampleOf(known.mail),
      previews: { en: this.previews.render(known, 'en'), de: this.previews.render(known, 'de') },
    };
  }

  private rowOf(known: KnownMail) {
    const { mail, secrets } = known;
    return {
      id: mail.name,
      plugin: pluginOf(mail.name),
      subject: this.previews.render(known, 'en').subject,
      subjectDe: this.previews.render(known, 'de').subject,
      secret: secrets.size > 0,
    };
  }
}

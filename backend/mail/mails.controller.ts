import { Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Query, Res } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { CurrentOperator, type OperatorCaller, type Origin, RequestOrigin, Requires } from '@purser/kit/backend/access';
import { AuditTrail } from '@purser/kit/backend/audit';
import { Refusal } from '@purser/kit/backend/errors';
import { Jobs } from '@purser/kit/backend/jobs';
import { type ListQuery, Lists } from '@purser/kit/backend/list';
import type { Locale } from '@purser/kit/backend/mail';
import { houseProblems } from '@purser/kit/problems';
import type { Response } from 'express';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import { houseAudit, houseMachineProblems, housePermissions } from '../names.js';
import { SEND_MAIL, sendMailKey } from './logged-mailer.js';
import { mailPage, mailRecord } from './mail.records.js';
import { MailCatalogue } from './mail-catalogue.service.js';
import { MailRenderer, type RenderedMail } from './mail-renderer.service.js';
import { mailList } from './mails.list.js';

@ApiTags('console: mails')
@Controller('console/mails')
export class MailsController {
  constructor(
    private readonly lists: Lists,
    private readonly catalogue: MailCatalogue,
    private readonly renderer: MailRenderer,
    private readonly jobs: Jobs,
    private readonly audit: AuditTrail,
    private readonly dataSource: DataSource,
  ) {}

  @Get()
  @ApiOkResponse({ standardSchema: z.array(mailRecord) })
  @Requires(housePermissions.readMails)
  list(@Query() query: ListQuery, @Res({ passthrough: true }) response: Response) {
    return this.lists.page(mailList, query, response);
  }

  /** With both parts as the recipient got them, links and codes masked. */
  @Get(':id')
  @ApiOkResponse({ standardSchema: mailPage })
  @Requires(housePermissions.readMails)
  async one(@Param('id', ParseUUIDPipe) id: string) {
    return { ...(await this.lists.one(mailList, id)), preview: await this.preview(id) };
  }

  @Post(':id/resend')
  @HttpCode(200)
  @ApiOkResponse({ standardSchema: mailPage })
  @Requires(housePermissions.manageMails)
  async resend(
    @Param('id', ParseUUIDPipe) id: string,
    @CurrentOperator() operator: OperatorCaller,
    @RequestOrigin() origin: Origin,
  ) {
    await this.dataSource.transaction(async (tx) => {
      const [mail]: { state: string; template: string; recipient: string; spent: boolean; suppressed: boolean }[] =
        await tx.query(
          `SELECT state, template, recipient, has_secrets AND secrets IS NULL AS spent,
           EXISTS (SELECT 1 FROM house_mail_suppression s WHERE s.address_key = recipient_key) AS suppressed
         FROM house_mail WHERE id = $1 FOR UPDATE`,
          [id],
        );
      if (!mail) throw new Refusal(houseProblems.notFound);
      if (mail.spent) throw new Refusal(houseMachineProblems.mailSpent);
      if (mail.suppressed) throw new Refusal(houseMachineProblems.mailSuppressed);
      await tx.query(
        `UPDATE house_mail SET state = 'queued', sent_at = NULL, settled_at = NULL, next_attempt_at = NULL, error = NULL,
           attempts = 0, deferrals = 0, copy = copy + CASE state WHEN 'queued' THEN 0 ELSE 1 END
         WHERE id = $1`,
        [id],
      );
      await this.jobs.enqueue(tx, SEND_MAIL, { mailId: id }, { key: sendMailKey(id) });
      await this.audit.record(tx, {
        what: houseAudit.mailResent,
        by: operator,
        on: { type: 'mail', id },
        origin,
        before: { state: mail.state },
        detail: { template: mail.template, recipient: mail.recipient },
      });
    });
    return this.one(id);
  }

  /** Null when the plugin that knows this mail is switched off. */
  private async preview(id: string): Promise<RenderedMail | null> {
    const [row]: { template: string; locale: Locale; data: Record<string, unknown> }[] = await this.dataSource.query(
      'SELECT template, locale, data FROM house_mail WHERE id = $1',
      [id],
    );
    const known = row && this.catalogue.find(row.template);
    return known ? this.renderer.render(known.mail, row.locale, row.data) : null;
  }
}

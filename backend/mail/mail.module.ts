import { Global, Module } from '@nestjs/common';
import { MailerModule } from '@nestjs-modules/mailer';
import { Mailer } from '@purser/kit/backend/mail';
import { optionsOf } from '@purser/kit/backend/plugin';
import type { HouseOptions } from '../house.options.js';
import { LoggedMailer } from './logged-mailer.js';
import { MailHealth } from './mail.health.js';
import { MailAllowance } from './mail-allowance.service.js';
import { MailCatalogue } from './mail-catalogue.service.js';
import { MailFiguresController } from './mail-figures.controller.js';
import { MailFiguresService } from './mail-figures.service.js';
import { MailLedger } from './mail-ledger.service.js';
import { MailPreviewCommand } from './mail-preview.command.js';
import { MailPreviews } from './mail-previews.service.js';
import { MailRenderer } from './mail-renderer.service.js';
import { MailServerController } from './mail-server.controller.js';
import { MailServer } from './mail-server.service.js';
import { MailServerCheck } from './mail-server-check.service.js';
import { MailTemplatesController } from './mail-templates.controller.js';
import { MailTestCommand } from './mail-test.command.js';
import { MailsController } from './mails.controller.js';
import { MailNewsService } from './news/mail-news.service.js';
import { MailWebhooksController } from './news/mail-webhooks.controller.js';
import { SendMailJob } from './send-mail.job.js';
import { smtpTransport } from './smtp-transport.js';
import { SuppressionsController } from './suppressions.controller.js';
import { Suppressions } from './suppressions.service.js';
import { SweepMailsJob } from './sweep-mails.job.js';

@Global()
@Module({
  imports: [
    MailerModule.forRootAsync({
      imports: [],
      inject: [optionsOf('house')],
      useFactory: (options: HouseOptions) => ({ transport: smtpTransport(options.smtpUrl) }),
    }),
  ],
  controllers: [
    MailsController,
    MailTemplatesController,
    MailFiguresController,
    SuppressionsController,
    MailWebhooksController,
    MailServerController,
  ],
  providers: [
    { provide: Mailer, useClass: LoggedMailer },
    MailCatalogue,
    MailRenderer,
    MailAllowance,
    MailLedger,
    MailServer,
    MailServerCheck,
    SendMailJob,
    SweepMailsJob,
    Suppressions,
    MailNewsService,
    MailPreviews,
    MailFiguresService,
    MailTestCommand,
    MailPreviewCommand,
    MailHealth,
  ],
  exports: [Mailer, MailCatalogue, MailRenderer],
})
export class MailModule {}

import { Module } from '@nestjs/common';
import { definePlugin } from '@purser/kit/backend/plugin';
import { AuditModule } from './audit/audit.module.js';
import { AuditVerifyCommand } from './audit/audit-verify.command.js';
import { VerifyAuditJob } from './audit/verify-audit.job.js';
import { EventsModule } from './events/events.module.js';
import { houseMigrations } from './house.migrations.js';
import { houseOptions } from './house.options.js';
import { JobsModule } from './jobs/jobs.module.js';
import { QueueHealth } from './jobs/queue.health.js';
import { testMail } from './mail/house.mails.js';
import { MailHealth } from './mail/mail.health.js';
import { MailModule } from './mail/mail.module.js';
import { MailPreviewCommand } from './mail/mail-preview.command.js';
import { MailTestCommand } from './mail/mail-test.command.js';
import { SEND_MAIL_ATTEMPTS, SEND_MAIL_TIMEOUT_MS, SendMailJob } from './mail/send-mail.job.js';
import { SweepMailsJob } from './mail/sweep-mails.job.js';
import { houseAudit, housePermissions } from './names.js';
import { DELIVER_ATTEMPTS, DELIVER_TIMEOUT_MS, DeliverWebhook } from './webhooks/deliver-webhook.job.js';
import { PruneWebhookDeliveries } from './webhooks/prune-webhook-deliveries.job.js';
import { WEBHOOKS_FLAG } from './webhooks/webhook-outbox.service.js';
import { WebhooksModule } from './webhooks/webhooks.module.js';

@Module({ imports: [EventsModule, AuditModule, JobsModule, MailModule, WebhooksModule] })
export class HouseModule {}

/** The house's own machines in the words of a plugin, so that their permissions, jobs, mails and commands have one place. */
export const house = definePlugin({
  name: 'house',
  worksWith: '^1.0.0',
  options: houseOptions,
  module: HouseModule,
  migrations: houseMigrations,
  permissions: housePermissions,
  audit: houseAudit,
  jobs: [
    {
      name: 'send-mail',
      timeoutMs: SEND_MAIL_TIMEOUT_MS,
      maxAttempts: SEND_MAIL_ATTEMPTS,
      // Codes and links are in them.
      isWaitedFor: true,
      run: SendMailJob,
    },
    { name: 'sweep-mails', timeoutMs: 120_000, schedule: () => '*/5 * * * *', run: SweepMailsJob },
    { name: 'verify-audit', timeoutMs: 3_600_000, maxAttempts: 1, schedule: () => '17 3 * * *', run: VerifyAuditJob },
    { name: 'deliver-webhook', timeoutMs: DELIVER_TIMEOUT_MS, maxAttempts: DELIVER_ATTEMPTS, run: DeliverWebhook },
    { name: 'prune-webhook-deliveries', timeoutMs: 600_000, schedule: () => '50 3 * * *', run: PruneWebhookDeliveries },
  ],
  flags: {
    [WEBHOOKS_FLAG]: {
      default: false,
      description:
        'Events are sent to the endpoints that operators registered, signed. Roll out for one workspace first, then for ' +
        'everyone; off again, what was written down before is still delivered and nothing new is.',
    },
  },
  mails: [testMail],
  health: [QueueHealth, MailHealth],
  backup: {
    tables: {
      house_audit: 'instance',
      house_audit_link: 'instance',
      house_audit_head: 'instance',
      house_flag: 'instance',
      house_schedule_slot: 'live',
      house_worker: 'live',
      house_job_kind: 'live',
      // Letters hold links and codes until they are sent.
      house_mail: 'live',
      // Whom we must not write to holds after a restore as well.
      house_mail_suppression: 'instance',
      house_mail_server: 'live',
      house_mail_allowance: 'live',
      house_mail_news: 'live',
      house_rate_limit: 'live',
      // Secrets of other systems, and what waits for them: never in an archive, and not sent twice by a restore.
      house_webhook: 'live',
      house_webhook_delivery: 'nothing',
    },
  },
  commands: [
    { name: 'audit verify', description: 'Recompute the chain of the audit trail', run: AuditVerifyCommand },
    {
      name: 'mail preview',
      description: 'List the mails there are, or write them into a folder with sample data',
      usage: '[<mail>|<plugin>|all] [--to <folder>]',
      run: MailPreviewCommand,
    },
    {
      name: 'mail test',
      description: 'Try the mail server: connect, sign in, send one letter',
      usage: '--to <address> [--locale en|de]',
      run: MailTestCommand,
    },
  ],
});

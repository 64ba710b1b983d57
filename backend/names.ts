/** Permissions, audit names and refusals of the house's own machines. */
import { defineAudit, definePermissions, defineProblems, ofWorkspace } from '@purser/kit/names';

export const housePermissions = definePermissions('house', {
  readAudit: 'See and export the audit trail',
  readJobs: 'See jobs, schedules and workers',
  manageJobs: 'Run failed jobs again and start scheduled ones now',
  readMails: 'See mails and their previews',
  readMailTemplates: 'See what every mail looks like, with made-up data',
  manageMails: 'Send mails again',
  manageMailSuppressions: 'Put addresses on the list of those that get no mail, and take them off',
  readFlags: 'See flags',
  manageFlags: 'Switch flags',
  readWebhooks: 'See webhooks and what was sent to them',
  manageWebhooks: 'Register webhooks, rotate their secrets, send again',
  readPlugins: 'See plugins and health',
});

export const houseAudit = defineAudit('house', {
  auditExported: 'Audit trail exported',
  jobRetried: 'Failed job set to run again',
  jobStarted: 'Job started by hand',
  mailResent: 'Mail sent again',
  addressSuppressed: 'Address put on the list of those that get no mail',
  addressUnsuppressed: 'Address taken off the list of those that get no mail',
  webhookCreated: 'Webhook registered',
  webhookChanged: 'Webhook changed',
  webhookSecretRotated: 'Secret of a webhook rotated',
  webhookTested: 'Test sent to a webhook',
  webhookRemoved: 'Webhook removed',
  webhookReplayed: 'Message sent to a webhook again',
  flagChanged: ofWorkspace('Flag switched'),
});

export const houseMachineProblems = defineProblems({
  auditBroken: [
    409,
    'audit_broken',
    'The audit trail was changed after it was written; the entries named above are the places.',
  ],
  jobRunning: [409, 'job_running', 'This job is running now; wait until it has ended.'],
  alreadySuppressed: [409, 'already_suppressed', 'This address is on the list already; nothing is sent to it.'],
  mailSuppressed: [
    409,
    'mail_suppressed',
    'Nothing is sent to this address: take it off the suppression list first, if you know that it works again.',
  ],
  webhookUnsigned: [
    401,
    'webhook_unsigned',
    'The signature or secret is missing, wrong or too old; nothing was changed.',
  ],
  mailSpent: [409, 'mail_spent', 'This mail carried a link or code that is kept nowhere; ask for a new one instead.'],
});

import type { ListDefinition } from '@purser/kit/backend/list';

export const mailList: ListDefinition = {
  resource: 'mails',
  // What holds up all letters is told with each that waits.
  from: `house_mail m LEFT JOIN house_mail_server s ON m.state = 'queued' AND s.paused_until IS NOT NULL`,
  columns: {
    id: { sql: 'm.id', kind: 'uuid', filter: true, sort: true },
    template: { sql: 'm.template', kind: 'text', filter: true, sort: true },
    recipient: { sql: 'm.recipient', kind: 'text', filter: true, sort: true },
    locale: { sql: 'm.locale', kind: 'text', filter: true },
    subject: { sql: 'm.subject', kind: 'text' },
    state: { sql: 'm.state', kind: 'text', filter: true, sort: true },
    attempts: { sql: 'm.attempts', kind: 'number', sort: true },
    error: { sql: 'coalesce(m.error, s.error)', kind: 'text' },
    createdAt: { sql: 'm.queued_at', kind: 'date', filter: true, sort: true },
    sentAt: { sql: 'm.sent_at', kind: 'date', filter: true, sort: true },
    settledAt: { sql: 'm.settled_at', kind: 'date', filter: true, sort: true },
    nextAttemptAt: { sql: 'greatest(m.next_attempt_at, s.paused_until)', kind: 'date' },
    resendable: { sql: '(NOT m.has_secrets OR m.secrets IS NOT NULL)', kind: 'boolean' },
  },
  search: ['recipient', 'subject', 'template'],
  defaultSort: ['createdAt', 'DESC'],
  estimateFrom: 'house_mail',
};

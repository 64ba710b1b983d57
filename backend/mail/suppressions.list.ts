import type { ListDefinition } from '@purser/kit/backend/list';

export const suppressionList: ListDefinition = {
  resource: 'suppressions',
  from: 'house_mail_suppression s',
  columns: {
    id: { sql: 's.id', kind: 'uuid', filter: true, sort: true },
    address: { sql: 's.address', kind: 'text', filter: true, sort: true },
    reason: { sql: 's.reason', kind: 'text', filter: true, sort: true },
    detail: { sql: 's.detail', kind: 'text' },
    since: { sql: 's.since', kind: 'date', filter: true, sort: true },
    by: { sql: 's.by', kind: 'text', filter: true, sort: true },
    mailId: { sql: 's.mail_id', kind: 'uuid', filter: true },
  },
  search: ['address', 'detail'],
  defaultSort: ['since', 'DESC'],
};

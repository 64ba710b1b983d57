import type { ListDefinition } from '@purser/kit/backend/list';

export const incidentsList: ListDefinition = {
  resource: 'incidents',
  from: 'monitor_incident i',
  columns: {
    id: { sql: 'i.id', kind: 'uuid', filter: true },
    subject: { sql: 'i.key', kind: 'text', filter: true },
    kind: { sql: 'i.kind', kind: 'text', filter: true, sort: true },
    cause: { sql: 'i.cause', kind: 'text', filter: true, sort: true },
    detail: { sql: 'i.detail', kind: 'text' },
    open: { sql: 'i.closed_at IS NULL', kind: 'boolean', filter: true },
    openedAt: { sql: 'i.opened_at', kind: 'date', filter: true, sort: true },
    closedAt: { sql: 'i.closed_at', kind: 'date', filter: true, sort: true },
    seconds: {
      sql: 'round(extract(epoch FROM coalesce(i.closed_at, clock_timestamp()) - i.opened_at))::integer',
      kind: 'number',
      sort: true,
    },
  },
  search: ['subject', 'cause'],
  defaultSort: ['openedAt', 'DESC'],
};

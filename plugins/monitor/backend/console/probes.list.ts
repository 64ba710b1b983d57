import type { ListDefinition } from '@purser/kit/backend/list';

/** Single results, as long as they are kept. */
export const probesList: ListDefinition = {
  resource: 'probes',
  from: 'monitor_result r',
  columns: {
    id: { sql: 'r.id::text', kind: 'text' },
    subject: { sql: 'r.subject', kind: 'text', filter: true },
    kind: { sql: 'r.kind', kind: 'text', filter: true },
    vantage: { sql: 'r.vantage', kind: 'text', filter: true },
    ok: { sql: 'r.ok', kind: 'boolean', filter: true },
    step: { sql: 'r.step', kind: 'text', filter: true },
    error: { sql: 'r.error', kind: 'text' },
    milliseconds: { sql: 'r.milliseconds', kind: 'json' },
    maintenance: { sql: 'r.maintenance', kind: 'boolean', filter: true },
    at: { sql: 'r.at', kind: 'date', filter: true, sort: true },
  },
  search: ['subject'],
  defaultSort: ['at', 'DESC'],
  estimateFrom: 'monitor_result',
};

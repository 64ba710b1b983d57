import type { ListDefinition } from '@purser/kit/backend/list';

export const auditList: ListDefinition = {
  resource: 'audit',
  from: 'house_audit a LEFT JOIN house_audit_link l ON l.audit_id = a.id',
  columns: {
    id: { sql: 'a.id', kind: 'uuid', filter: true, sort: true },
    at: { sql: 'a.at', kind: 'date', filter: true, sort: true },
    what: { sql: 'a.what', kind: 'text', filter: true, sort: true },
    actorKind: { sql: 'a.actor_kind', kind: 'text', filter: true },
    actorId: { sql: 'a.actor_id', kind: 'text', filter: true },
    actorEmail: { sql: 'a.actor_email', kind: 'text', filter: true },
    subjectType: { sql: 'a.subject_type', kind: 'text', filter: true },
    subjectId: { sql: 'a.subject_id', kind: 'text', filter: true },
    workspaceId: { sql: 'a.workspace_id', kind: 'text', filter: true },
    ip: { sql: 'a.ip', kind: 'text', filter: true },
    requestId: { sql: 'a.request_id', kind: 'text', filter: true },
    entry: { sql: 'a.entry::jsonb', kind: 'json' },
    chain: { sql: 'l.chain', kind: 'number' },
    seq: { sql: 'l.seq', kind: 'number' },
    hash: { sql: 'l.hash', kind: 'text' },
  },
  search: ['what', 'actorEmail', 'subjectId', 'actorId'],
  defaultSort: ['at', 'DESC'],
  estimateFrom: 'house_audit',
};

import type { ListDefinition } from '@purser/kit/backend/list';

export const operatorsList: ListDefinition = {
  resource: 'operators',
  from: 'auth_operator o',
  columns: {
    id: { sql: 'o.id', kind: 'uuid', filter: true },
    email: { sql: 'o.email', kind: 'text', filter: true, sort: true },
    name: { sql: 'o.name', kind: 'text', filter: true, sort: true },
    roles: {
      sql: `(SELECT coalesce(json_agg(r.role ORDER BY r.role), '[]'::json) FROM auth_operator_role r WHERE r.operator_id = o.id)`,
      kind: 'json',
    },
    lastSeenAt: {
      sql: '(SELECT max(s.last_seen_at) FROM auth_operator_session s WHERE s.operator_id = o.id)',
      kind: 'date',
    },
    invited: { sql: 'o.password_hash IS NULL', kind: 'boolean', filter: true },
    disabledAt: { sql: 'o.disabled_at', kind: 'date', filter: true, sort: true },
    disabledReason: { sql: 'o.disabled_reason', kind: 'text' },
    createdAt: { sql: 'o.created_at', kind: 'date', filter: true, sort: true },
  },
  search: ['email', 'name'],
  defaultSort: ['createdAt', 'ASC'],
};

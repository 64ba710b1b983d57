import type { ListDefinition } from '@purser/kit/backend/list';

export const usersList: ListDefinition = {
  resource: 'users',
  from: 'auth_user u',
  // Accounts of smoke tests are no people, and of deleted ones none is left.
  where: 'NOT u.synthetic AND u.deleted_at IS NULL',
  columns: {
    id: { sql: 'u.id', kind: 'uuid', filter: true },
    email: { sql: 'u.email', kind: 'text', filter: true, sort: true, addressKey: 'u.email_key' },
    name: { sql: 'u.name', kind: 'text', filter: true, sort: true },
    locale: { sql: 'u.locale', kind: 'text', filter: true, sort: true },
    state: {
      sql: `CASE WHEN u.disabled_at IS NOT NULL THEN 'suspended' WHEN u.confirmed_at IS NULL THEN 'unconfirmed' ELSE 'active' END`,
      kind: 'text',
      filter: true,
    },
    confirmedAt: { sql: 'u.confirmed_at', kind: 'date', filter: true, sort: true },
    passwordChangedAt: { sql: 'u.password_changed_at', kind: 'date' },
    disabledAt: { sql: 'u.disabled_at', kind: 'date', filter: true, sort: true },
    disabledReason: { sql: 'u.disabled_reason', kind: 'text' },
    lastSeenAt: { sql: '(SELECT max(s.last_seen_at) FROM auth_session s WHERE s.user_id = u.id)', kind: 'date' },
    createdAt: { sql: 'u.created_at', kind: 'date', filter: true, sort: true },
  },
  search: ['email', 'name'],
  defaultSort: ['createdAt', 'DESC'],
  core: {
    from: 'auth_user u',
    columns: ['id', 'email', 'name', 'locale', 'state', 'confirmedAt', 'disabledAt', 'createdAt'],
  },
  estimateFrom: 'auth_user',
};

import type { ListDefinition } from '@purser/kit/backend/list';

export const sessionsList: ListDefinition = {
  resource: 'sessions',
  from: 'auth_session s JOIN auth_user u ON u.id = s.user_id',
  columns: {
    id: { sql: 's.id', kind: 'uuid', filter: true },
    userId: { sql: 's.user_id', kind: 'uuid', filter: true },
    userEmail: { sql: 'u.email', kind: 'text', filter: true, sort: true },
    userName: { sql: 'u.name', kind: 'text', sort: true },
    state: {
      sql: `CASE WHEN s.ended_at IS NULL THEN 'active'
        WHEN s.end_reason IN ('session_idle', 'session_expired') THEN 'expired' ELSE 'ended' END`,
      kind: 'text',
      filter: true,
    },
    endReason: { sql: 's.end_reason', kind: 'text', filter: true, sort: true },
    endedAt: { sql: 's.ended_at', kind: 'date', filter: true, sort: true },
    client: { sql: 's.client', kind: 'text', filter: true },
    userAgent: { sql: 's.user_agent', kind: 'text' },
    ip: { sql: 's.ip', kind: 'text', filter: true },
    place: { sql: 's.place', kind: 'text', filter: true },
    signedInAt: { sql: 's.signed_in_at', kind: 'date', filter: true, sort: true },
    lastSeenAt: { sql: 's.last_seen_at', kind: 'date', filter: true, sort: true },
    idleExpiresAt: { sql: 's.idle_expires_at', kind: 'date' },
    expiresAt: { sql: 's.expires_at', kind: 'date', filter: true, sort: true },
    createdAt: { sql: 's.created_at', kind: 'date', filter: true, sort: true },
  },
  search: ['userEmail', 'userName'],
  defaultSort: ['createdAt', 'DESC'],
  estimateFrom: 'auth_session',
};

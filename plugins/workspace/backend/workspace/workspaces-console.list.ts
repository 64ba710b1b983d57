import type { ListDefinition } from '@purser/kit/backend/list';

export const workspacesList: ListDefinition = {
  resource: 'workspaces',
  from: 'workspace w JOIN auth_user u ON u.id = w.owner_id',
  columns: {
    id: { sql: 'w.id', kind: 'uuid', filter: true },
    name: { sql: 'w.name', kind: 'text', filter: true, sort: true },
    ownerId: { sql: 'w.owner_id', kind: 'uuid', filter: true },
    ownerEmail: { sql: 'u.email', kind: 'text', filter: true, sort: true },
    ownerName: { sql: 'u.name', kind: 'text', sort: true },
    members: { sql: 'w.member_count', kind: 'number', filter: true, sort: true },
    owners: { sql: 'w.owner_count', kind: 'number', filter: true, sort: true },
    seatLimit: { sql: 'w.seat_limit', kind: 'number', filter: true, sort: true },
    version: { sql: 'w.version', kind: 'number' },
    createdAt: { sql: 'w.created_at', kind: 'date', filter: true, sort: true },
    updatedAt: { sql: 'w.updated_at', kind: 'date', filter: true, sort: true },
    suspendedAt: { sql: 'w.suspended_at', kind: 'date', filter: true, sort: true },
    suspendedReason: { sql: 'w.suspended_reason', kind: 'text' },
    purgeAfter: { sql: 'w.purge_after', kind: 'date', filter: true, sort: true },
    state: {
      sql: `CASE WHEN w.deleted_at IS NOT NULL THEN 'deleted' WHEN w.suspended_at IS NOT NULL THEN 'suspended' ELSE 'active' END`,
      kind: 'text',
      filter: true,
      sort: true,
    },
    deletedAt: { sql: 'w.deleted_at', kind: 'date', filter: true, sort: true },
  },
  search: ['name', 'ownerEmail', 'ownerName'],
  defaultSort: ['createdAt', 'DESC'],
  estimateFrom: 'workspace',
};

import type { ListDefinition } from '@purser/kit/backend/list';

export const membershipsList: ListDefinition = {
  resource: 'memberships',
  from: `workspace_membership m JOIN workspace w ON w.id = m.workspace_id JOIN auth_user u ON u.id = m.user_id`,
  columns: {
    id: { sql: 'm.id', kind: 'uuid', filter: true },
    workspaceId: { sql: 'm.workspace_id', kind: 'uuid', filter: true },
    workspaceName: { sql: 'w.name', kind: 'text', sort: true },
    userId: { sql: 'm.user_id', kind: 'uuid', filter: true },
    userEmail: { sql: 'u.email', kind: 'text', filter: true, sort: true, addressKey: 'u.email_key' },
    userName: { sql: 'u.name', kind: 'text', sort: true },
    role: { sql: 'm.role', kind: 'text', filter: true, sort: true },
    version: { sql: 'm.version', kind: 'number' },
    createdAt: { sql: 'm.created_at', kind: 'date', filter: true, sort: true },
  },
  defaultSort: ['createdAt', 'DESC'],
  // Of the table itself, and of the few that are deleted: so a page of a million needs no join.
  where: 'm.workspace_id NOT IN (SELECT d.id FROM workspace d WHERE d.purge_after IS NOT NULL)',
  core: {
    from: 'workspace_membership m',
    columns: ['id', 'workspaceId', 'userId', 'role', 'version', 'createdAt'],
  },
  neighbours: [
    { table: 'workspace w', id: 'w.id', by: 'm.workspace_id', search: ['workspaceName'], sort: ['workspaceName'] },
    {
      table: 'auth_user u',
      id: 'u.id',
      by: 'm.user_id',
      search: ['userEmail', 'userName'],
      sort: ['userEmail', 'userName'],
    },
  ],
  estimateFrom: 'workspace_membership',
};

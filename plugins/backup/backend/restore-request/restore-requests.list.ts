import type { ListDefinition } from '@purser/kit/backend/list';

export const restoreRequestsList: ListDefinition = {
  resource: 'restore-requests',
  from: `backup_restore_request q LEFT JOIN workspace w ON w.id = q.workspace_id LEFT JOIN auth_user u ON u.id = q.requested_by
    LEFT JOIN auth_operator o ON o.id = q.decided_by`,
  columns: {
    id: { sql: 'q.id', kind: 'uuid', filter: true },
    workspaceId: { sql: 'q.workspace_id', kind: 'uuid', filter: true },
    workspaceName: { sql: 'w.name', kind: 'text' },
    backupId: { sql: 'q.backup_id', kind: 'uuid', filter: true },
    asOf: { sql: 'q.as_of', kind: 'date', filter: true, sort: true },
    reason: { sql: 'q.reason', kind: 'text' },
    state: { sql: 'q.state', kind: 'text', filter: true, sort: true },
    requestedBy: { sql: 'q.requested_by', kind: 'uuid', filter: true },
    requestedByName: { sql: 'u.name', kind: 'text' },
    requestedAt: { sql: 'q.requested_at', kind: 'date', filter: true, sort: true },
    decidedBy: { sql: 'o.email', kind: 'text' },
    decidedAt: { sql: 'q.decided_at', kind: 'date', sort: true },
    answer: { sql: 'q.answer', kind: 'text' },
    restoreId: { sql: 'q.restore_id', kind: 'uuid', filter: true },
    restoredWorkspaceId: { sql: 'q.restored_workspace_id', kind: 'uuid', filter: true },
    doneAt: { sql: 'q.done_at', kind: 'date', sort: true },
  },
  search: ['workspaceName', 'requestedByName'],
  defaultSort: ['requestedAt', 'DESC'],
};

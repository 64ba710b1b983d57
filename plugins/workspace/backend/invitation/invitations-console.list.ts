import type { ListDefinition } from '@purser/kit/backend/list';

export const invitationsList: ListDefinition = {
  resource: 'invitations',
  from: `workspace_invitation i JOIN workspace w ON w.id = i.workspace_id JOIN auth_user u ON u.id = i.invited_by`,
  columns: {
    id: { sql: 'i.id', kind: 'uuid', filter: true },
    workspaceId: { sql: 'i.workspace_id', kind: 'uuid', filter: true },
    workspaceName: { sql: 'w.name', kind: 'text', sort: true },
    email: { sql: 'i.email', kind: 'text', filter: true, sort: true },
    role: { sql: 'i.role', kind: 'text', filter: true, sort: true },
    state: { sql: 'i.state', kind: 'text', filter: true, sort: true },
    invitedBy: { sql: 'i.invited_by', kind: 'uuid', filter: true },
    message: { sql: 'i.message', kind: 'text' },
    invitedByEmail: { sql: 'u.email', kind: 'text', sort: true },
    sent: { sql: 'i.sent', kind: 'number', filter: true, sort: true },
    createdAt: { sql: 'i.created_at', kind: 'date', filter: true, sort: true },
    expiresAt: { sql: 'i.expires_at', kind: 'date', filter: true, sort: true },
    sentAt: { sql: 'i.sent_at', kind: 'date', filter: true, sort: true },
    version: { sql: 'i.version', kind: 'number' },
    answeredAt: { sql: 'i.answered_at', kind: 'date', filter: true, sort: true },
  },
  search: ['email', 'workspaceName'],
  defaultSort: ['createdAt', 'DESC'],
  estimateFrom: 'workspace_invitation',
};

import type { ListDefinition } from '@purser/kit/backend/list';
import { REQUESTED_BY_EMAIL } from './requested-by.js';

const shown: Pick<ListDefinition, 'columns' | 'search' | 'defaultSort'> = {
  columns: {
    id: { sql: 'r.id', kind: 'uuid', filter: true },
    mode: { sql: 'r.mode', kind: 'text', filter: true, sort: true },
    backupId: { sql: 'r.backup_id', kind: 'uuid', filter: true },
    target: { sql: 'r.target', kind: 'text', filter: true },
    workspaceId: { sql: 'r.workspace_id', kind: 'uuid', filter: true },
    workspaceName: { sql: 'w.name', kind: 'text' },
    newWorkspaceId: { sql: 'r.new_workspace_id', kind: 'uuid', filter: true },
    dryRun: { sql: 'r.dry_run', kind: 'boolean', filter: true },
    state: { sql: 'r.state', kind: 'text', filter: true, sort: true },
    errorCode: { sql: 'r.error_code', kind: 'text', filter: true },
    error: { sql: 'r.error', kind: 'text' },
    progress: { sql: 'r.progress', kind: 'json' },
    report: { sql: 'r.report', kind: 'json' },
    requestedBy: { sql: 'r.requested_by', kind: 'text' },
    requestedByEmail: { sql: REQUESTED_BY_EMAIL, kind: 'text' },
    reason: { sql: 'r.reason', kind: 'text' },
    requestedAt: { sql: 'r.requested_at', kind: 'date', filter: true, sort: true },
    startedAt: { sql: 'r.started_at', kind: 'date' },
    finishedAt: { sql: 'r.finished_at', kind: 'date', sort: true },
    durationMs: {
      sql: '(extract(epoch FROM r.finished_at - r.started_at) * 1000)::integer',
      kind: 'number',
      sort: true,
    },
  },
  search: ['id', 'backupId'],
  defaultSort: ['requestedAt', 'DESC'],
};

export const restoresList: ListDefinition = {
  ...shown,
  resource: 'restores',
  from: 'backup_restore r LEFT JOIN workspace w ON w.id = r.workspace_id',
  where: `r.mode <> 'drill'`,
};

export const drillsList: ListDefinition = {
  ...shown,
  resource: 'drills',
  from: 'backup_restore r LEFT JOIN workspace w ON w.id = r.workspace_id',
  where: `r.mode = 'drill'`,
};

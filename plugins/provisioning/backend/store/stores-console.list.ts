import type { ListDefinition } from '@purser/kit/backend/list';

export const storesList: ListDefinition = {
  resource: 'stores',
  from: `provisioning_store s
    LEFT JOIN workspace w ON w.id = s.workspace_id
    LEFT JOIN sync_store_log l ON l.store_id = s.id`,
  columns: {
    id: { sql: 's.id', kind: 'text', filter: true },
    workspaceId: { sql: 's.workspace_id', kind: 'uuid', filter: true },
    workspaceName: { sql: 'w.name', kind: 'text', sort: true },
    phase: { sql: 's.phase', kind: 'text', filter: true, sort: true },
    mode: { sql: 'l.mode', kind: 'text', filter: true, sort: true },
    desired: { sql: 's.desired', kind: 'text', filter: true, sort: true },
    course: { sql: 's.course', kind: 'text', filter: true },
    held: { sql: 's.held', kind: 'text', filter: true },
    heldBy: { sql: 's.held_by', kind: 'text', filter: true },
    heldReason: { sql: 's.held_reason', kind: 'text' },
    heldAt: { sql: 's.held_at', kind: 'date' },
    purgeAfter: { sql: 's.purge_after', kind: 'date', filter: true, sort: true },
    failedFrom: { sql: 's.failed_from', kind: 'text', filter: true },
    error: { sql: 's.error', kind: 'text' },
    failures: { sql: 's.failures', kind: 'number', filter: true, sort: true },
    retryAt: {
      sql: `CASE WHEN s.phase NOT IN ('active', 'suspended', 'deleted', 'failed', 'purged') THEN s.next_attempt_at END`,
      kind: 'date',
    },
    events: { sql: 'coalesce(l.events, 0)', kind: 'number', filter: true, sort: true },
    bytes: { sql: 'coalesce(l.bytes, 0)', kind: 'number', filter: true, sort: true },
    head: { sql: 'coalesce(l.head, 0)', kind: 'number', filter: true, sort: true },
    lastPushAt: { sql: 'l.last_push_at', kind: 'date', filter: true, sort: true },
    backendId: { sql: 's.backend_id', kind: 'text' },
    route: { sql: 's.route', kind: 'text' },
    readyMs: {
      sql: 'round(extract(epoch FROM s.active_at - s.requested_at) * 1000)::integer',
      kind: 'number',
      sort: true,
    },
    requestedAt: { sql: 's.requested_at', kind: 'date', filter: true, sort: true },
    degradedSince: { sql: 's.degraded_since', kind: 'date', filter: true, sort: true },
    degradedReason: { sql: 's.degraded_reason', kind: 'text', filter: true },
    activeAt: { sql: 's.active_at', kind: 'date', filter: true, sort: true },
  },
  where: 'NOT s.canary',
  search: ['id', 'workspaceName'],
  defaultSort: ['requestedAt', 'DESC'],
  estimateFrom: 'provisioning_store',
};

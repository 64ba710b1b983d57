import type { ListDefinition } from '@purser/kit/backend/list';

export const policiesList: ListDefinition = {
  resource: 'policies',
  from: 'backup_policy p',
  columns: {
    id: { sql: 'p.id', kind: 'uuid', filter: true },
    name: { sql: 'p.name', kind: 'text', filter: true, sort: true },
    kind: { sql: 'p.kind', kind: 'text', filter: true, sort: true },
    enabled: { sql: 'p.enabled', kind: 'boolean', filter: true, sort: true },
    cron: { sql: 'p.cron', kind: 'text' },
    zone: { sql: 'p.zone', kind: 'text' },
    targets: { sql: 'to_json(p.targets)', kind: 'json' },
    keepHours: { sql: 'p.keep_hours', kind: 'number' },
    keepDays: { sql: 'p.keep_days', kind: 'number' },
    keepWeeks: { sql: 'p.keep_weeks', kind: 'number' },
    keepMonths: { sql: 'p.keep_months', kind: 'number' },
    drillWorkspaces: { sql: 'p.drill_workspaces', kind: 'number' },
    drillEverythingOn: { sql: 'p.drill_everything_on', kind: 'number' },
    staleHours: { sql: 'p.stale_hours', kind: 'number' },
    alarmedAt: { sql: 'p.alarmed_at', kind: 'date' },
    lastSuccessAt: {
      sql: `(SELECT max(r.snapshot_at) FROM backup_run r
              WHERE r.policy_id = p.id AND r.uploaded_at IS NOT NULL AND r.state NOT IN ('failed', 'corrupt'))`,
      kind: 'date',
    },
    version: { sql: 'p.version', kind: 'number' },
    createdAt: { sql: 'p.created_at', kind: 'date', sort: true },
    updatedAt: { sql: 'p.updated_at', kind: 'date', sort: true },
  },
  search: ['name'],
  defaultSort: ['createdAt', 'ASC'],
};

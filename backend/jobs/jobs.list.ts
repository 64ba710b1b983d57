import type { ListDefinition } from '@purser/kit/backend/list';

/** Jobs of the engine's own view, with the one word that tells where each stands. */
export const JOBS_WITH_STATE = `(SELECT *, CASE
    WHEN locked_at IS NOT NULL THEN 'running'
    WHEN attempts >= max_attempts THEN 'failed'
    WHEN attempts > 0 THEN 'retrying'
    WHEN run_at > now() THEN 'scheduled'
    ELSE 'queued' END AS state
  FROM graphile_worker.jobs)`;

/** What waits, runs or has given up; jobs that succeeded leave the queue. Payloads stay out: they are a plugin's own. */
export const jobList: ListDefinition = {
  resource: 'jobs',
  from: `${JOBS_WITH_STATE} j LEFT JOIN house_job_kind k ON k.name = j.task_identifier`,
  columns: {
    id: { sql: 'j.id', kind: 'number', filter: true, sort: true },
    name: { sql: 'j.task_identifier', kind: 'text', filter: true, sort: true },
    state: { sql: 'j.state', kind: 'text', filter: true, sort: true },
    attempts: { sql: 'j.attempts', kind: 'number', filter: true, sort: true },
    maxAttempts: { sql: 'j.max_attempts', kind: 'number' },
    error: { sql: 'j.last_error', kind: 'text' },
    runAt: { sql: 'j.run_at', kind: 'date', filter: true, sort: true },
    createdAt: { sql: 'j.created_at', kind: 'date', filter: true, sort: true },
    startedAt: { sql: 'j.locked_at', kind: 'date', sort: true },
    schedule: { sql: 'k.schedule', kind: 'text' },
    lastRunAt: { sql: 'k.last_started_at', kind: 'date' },
    lastSuccessAt: { sql: 'k.last_success_at', kind: 'date' },
  },
  search: ['name', 'error'],
  defaultSort: ['createdAt', 'DESC'],
};

/** Only what is declared now: a plugin that was switched off leaves its row, for when it comes back. */
export const jobKindList = (declared: readonly string[]): ListDefinition => ({
  resource: 'job-kinds',
  from: 'house_job_kind k',
  where: `k.name IN (${declared.map(quoted).join(', ')})`,
  columns: {
    id: { sql: 'k.name', kind: 'text', filter: true, sort: true },
    schedule: { sql: 'k.schedule', kind: 'text', sort: true },
    timeoutMs: { sql: 'k.timeout_ms', kind: 'number' },
    maxAttempts: { sql: 'k.max_attempts', kind: 'number' },
    runs: { sql: 'k.runs', kind: 'number', sort: true },
    failures: { sql: 'k.failures', kind: 'number', filter: true, sort: true },
    lastRunAt: { sql: 'k.last_started_at', kind: 'date', filter: true, sort: true },
    lastMs: { sql: 'k.last_ms', kind: 'number', sort: true },
    lastResult: { sql: 'k.last_result', kind: 'text', filter: true },
    lastError: { sql: 'k.last_error', kind: 'text' },
    lastSuccessAt: { sql: 'k.last_success_at', kind: 'date', filter: true, sort: true },
  },
  search: ['id', 'lastError'],
  defaultSort: ['id', 'ASC'],
});

function quoted(name: string): string {
  return `'${name.replaceAll("'", "''")}'`;
}

export const workerList: ListDefinition = {
  resource: 'workers',
  from: 'house_worker w',
  columns: {
    id: { sql: 'w.id', kind: 'uuid', filter: true, sort: true },
    host: { sql: 'w.host', kind: 'text', filter: true, sort: true },
    pid: { sql: 'w.pid', kind: 'number' },
    startedAt: { sql: 'w.started_at', kind: 'date', sort: true },
    beatAt: { sql: 'w.beat_at', kind: 'date', sort: true },
  },
  defaultSort: ['startedAt', 'DESC'],
};

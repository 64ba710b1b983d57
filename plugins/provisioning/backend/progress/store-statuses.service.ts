import { Injectable } from '@nestjs/common';
import { Refusal } from '@purser/kit/backend/errors';
import { Flags } from '@purser/kit/backend/flags';
import { DataSource } from 'typeorm';
import { StoreLogs } from '../../../sync/backend/store-log/store-logs.service.js';
import { provisioningProblems } from '../../names.js';
import {
  type DesiredState,
  type StoreCondition,
  type StoreCourse,
  type StorePhase,
  type StoreStatus,
  type TimelineEntry,
  type UsageLevel,
  workingPhases,
} from '../../records.js';
import { AUTOMATIC } from '../provisioning.flags.js';
import { type PhaseEntry, type StepAttempt, StoreHistory } from './store-history.service.js';

interface StoreRow {
  readonly id: string;
  readonly phase: StorePhase;
  readonly desired: DesiredState;
  readonly course: StoreCourse;
  readonly waits: boolean;
  readonly failures: number;
  readonly nextAttemptAt: Date;
  readonly readyMs: number | null;
  readonly degradedSince: Date | null;
  readonly degradedReason: string | null;
  readonly usageLevel: UsageLevel;
  readonly usageSince: Date | null;
  readonly heldForQuota: boolean;
}

/** A store as its members see it: how far it is and what comes next, without what went wrong inside. */
@Injectable()
export class StoreStatuses {
  constructor(
    private readonly dataSource: DataSource,
    private readonly history: StoreHistory,
    private readonly logs: StoreLogs,
    private readonly flags: Flags,
  ) {}

  async ofWorkspace(workspaceId: string): Promise<StoreStatus> {
    const [store]: StoreRow[] = await this.dataSource.query(
      `SELECT id, phase, desired, course, phase = 'requested' AND approved_at IS NULL AS waits, failures,
              next_attempt_at AS "nextAttemptAt",
              round(extract(epoch FROM active_at - requested_at) * 1000)::integer AS "readyMs",
              degraded_since AS "degradedSince", degraded_reason AS "degradedReason", usage_level AS "usageLevel",
              usage_since AS "usageSince", held_by IS NOT DISTINCT FROM 'quota' AS "heldForQuota"
       FROM provisioning_store WHERE workspace_id = $1`,
      [workspaceId],
    );
    if (!store) throw new Refusal(provisioningProblems.storeNotFound);
    const [phases, steps, log, automatic] = await Promise.all([
      this.history.phases(store.id),
      this.history.steps(store.id),
      this.logs.get(store.id),
      this.flags.isOn(AUTOMATIC, workspaceId),
    ]);
    const working = workingPhases.some((phase) => phase === store.phase);
    return {
      storeId: store.id,
      workspaceId,
      phase: store.phase,
      desired: store.desired,
      course: store.course,
      mode: log?.mode ?? null,
      conditions: conditionsOf(store, phases, steps, automatic, log !== null),
      timeline: timelineOf(phases, steps),
      readyMs: store.readyMs,
      retryAt: working && store.failures > 0 ? store.nextAttemptAt.toISOString() : null,
    };
  }
}

function conditionsOf(
  store: StoreRow,
  phases: readonly PhaseEntry[],
  steps: readonly StepAttempt[],
  automatic: boolean,
  log: boolean,
): StoreCondition[] {
  const since = (phases.at(-1)?.at ?? new Date(0)).toISOString();
  const conditions: StoreCondition[] = [
    { type: 'Ready', status: store.phase === 'active', reason: `phase_${store.phase}`, since },
  ];
  const probe = steps.findLast(({ step, state }) => step === 'probe' && (state === 'done' || state === 'failed'));
  if (probe?.finishedAt) {
    const status = probe.state === 'done';
    const reason = status ? 'probe_passed' : 'probe_failed';
    conditions.push({ type: 'Reachable', status, reason, since: probe.finishedAt.toISOString() });
  }
  if (store.degradedSince && store.degradedReason) {
    conditions.push({
      type: 'Degraded',
      status: true,
      reason: store.degradedReason,
      since: store.degradedSince.toISOString(),
    });
  }
  if (log) conditions.push(quotaOk(store, since));
  if (store.waits && !automatic) {
    conditions.push({ type: 'AwaitsOperator', status: true, reason: 'provisioning_off', since });
  }
  return conditions;
}

function quotaOk({ usageLevel, usageSince, heldForQuota }: StoreRow, since: string): StoreCondition {
  const reasons = { ok: 'within_quota', warning: 'near_quota', over: 'over_quota' };
  return {
    type: 'QuotaOk',
    status: usageLevel !== 'over',
    reason: heldForQuota ? 'over_quota_read_only' : reasons[usageLevel],
    since: usageSince?.toISOString() ?? since,
  };
}

function timelineOf(phases: readonly PhaseEntry[], steps: readonly StepAttempt[]): TimelineEntry[] {
  const entries: TimelineEntry[] = [
    ...phases.map(({ phase, at }) => ({ kind: 'phase', phase, at: at.toISOString() }) as const),
    ...steps.map(
      ({ step, walk, attempt, state, startedAt, durationMs }) =>
        ({ kind: 'step', step, walk, attempt, state, at: startedAt.toISOString(), durationMs }) as const,
    ),
  ];
  return entries.sort((a, b) => a.at.localeCompare(b.at));
}

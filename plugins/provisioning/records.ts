/** Wire shapes of the provisioning plugin. Safe in a browser. */
import { z } from 'zod';
import { defineWorkspaceActions } from '../workspace/records.js';

/** What provisioning adds to the table of what each role may do. */
export const provisioningActions = defineWorkspaceActions('provisioning', { seeUsage: ['owner', 'admin'] });

/**
 * requested → provisioning → verifying → active; active → suspending → suspended → resuming → verifying → active;
 * active, suspended or failed → deleting → deleted, and within the grace → restoring → verifying → active; from any →
 * purging → purged when the workspace is erased; or failed, from any that is worked on.
 */
export const storePhases = [
  'requested',
  'provisioning',
  'verifying',
  'active',
  'suspending',
  'suspended',
  'resuming',
  'deleting',
  'deleted',
  'restoring',
  'failed',
  'purging',
  'purged',
] as const;
export type StorePhase = (typeof storePhases)[number];

/** Somebody works on it, or will. */
export const workingPhases = [
  'requested',
  'provisioning',
  'verifying',
  'suspending',
  'resuming',
  'deleting',
  'restoring',
  'purging',
] as const satisfies readonly StorePhase[];

/** What a store shall be, whatever it is now. */
export const desiredStates = ['active', 'read_only', 'suspended', 'deleted', 'purged'] as const;
export type DesiredState = (typeof desiredStates)[number];

/** Ways from one rest to the next. `restored`: its log was replaced by that of a backup while it was active. */
export const storeCourses = ['create', 'suspend', 'resume', 'delete', 'restore', 'restored', 'purge'] as const;
export type StoreCourse = (typeof storeCourses)[number];

/** Of a new store, in the order in which they are walked. */
export const storeSteps = ['allocate', 'create-log', 'issue-access', 'register-route', 'probe', 'announce'] as const;
/** Of all other courses. */
export const laterSteps = ['close', 'drain', 'take-back', 'keep', 'prepare', 'adopt', 'reopen', 'erase'] as const;
export type StoreStep = (typeof storeSteps)[number] | (typeof laterSteps)[number];

/** undone: what it left was taken back. abandoned: the process that worked on it died or lost its lease. */
export const attemptStates = ['running', 'done', 'failed', 'abandoned', 'undone'] as const;
export type AttemptState = (typeof attemptStates)[number];

/** What a probe does, in the order of the way. */
export const probeSteps = [
  'token',
  'connect',
  'read',
  'live-pull',
  'push',
  'live-delivery',
  'cold-pull',
  'refuse-foreign',
  'refuse-expired',
] as const;
export type ProbeStep = (typeof probeSteps)[number];

/**
 * Degraded: two probes in a row did not get through; the phase stays what it is. QuotaOk: `within_quota`, `near_quota` from the
 * share that warns, and false with `over_quota`, or `over_quota_read_only` where the store is held for it.
 */
export const conditionTypes = ['Ready', 'Reachable', 'Degraded', 'QuotaOk', 'AwaitsOperator'] as const;

/** What is true of a store beside its phase. */
export const storeCondition = z.object({
  type: z.enum(conditionTypes),
  status: z.boolean(),
  /** snake_case. */
  reason: z.string(),
  since: z.iso.datetime(),
});
export type StoreCondition = z.infer<typeof storeCondition>;

export const timelineEntry = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('phase'), phase: z.enum(storePhases), at: z.iso.datetime() }),
  z.object({
    kind: z.literal('step'),
    step: z.enum([...storeSteps, ...laterSteps]),
    /** Counts the courses of the store, from 1. */
    walk: z.int(),
    /** Within the walk, from 1. */
    attempt: z.int(),
    state: z.enum(attemptStates),
    at: z.iso.datetime(),
    durationMs: z.number().nullable(),
  }),
]);
export type TimelineEntry = z.infer<typeof timelineEntry>;

/** `GET /api/workspaces/:id/store`, and the data of each `store` event of `/store/events`. */
export const storeStatus = z
  .object({
    storeId: z.string(),
    workspaceId: z.uuid(),
    phase: z.enum(storePhases),
    desired: z.enum(desiredStates),
    /** On which it is, or was last. */
    course: z.enum(storeCourses),
    /** Of the log: only `open` takes pushes of people, `read_only` is open to readers. Null before the log exists. */
    mode: z.enum(['provisioning', 'open', 'read_only', 'closed']).nullable(),
    conditions: z.array(storeCondition),
    /** Oldest first. */
    timeline: z.array(timelineEntry),
    /** From request to active; null until then. */
    readyMs: z.number().nullable(),
    /** When the next try is due, after a failed one. */
    retryAt: z.iso.datetime().nullable(),
  })
  .meta({ id: 'StoreStatus' });
export type StoreStatus = z.infer<typeof storeStatus>;

/** How full a store is, from empty to full. */
export const usageLevels = ['ok', 'warning', 'over'] as const;
export type UsageLevel = (typeof usageLevels)[number];

/** What a store may hold; `bytes` of what its events say. */
export interface StoreQuota {
  readonly events: number;
  readonly bytes: number;
}

const measured = z.object({ used: z.number(), quota: z.number() });

/** `GET /api/workspaces/:id/store/usage`, for owners and admins. */
export const storeUsage = z
  .object({
    level: z.enum(usageLevels),
    /** The share of the quota from which on it is a warning, e.g. 0.8. */
    warnAt: z.number(),
    /** When it is over its quota, it can only be read. */
    stops: z.boolean(),
    /** It can only be read now, for that. */
    heldForQuota: z.boolean(),
    events: measured,
    bytes: measured,
    /** Open now. One more than the quota is refused; what is stored does not depend on it. */
    connections: measured,
  })
  .meta({ id: 'StoreUsage' });
export type StoreUsage = z.infer<typeof storeUsage>;

/** What an operator gives for an action on a store. */
export const storeReasonBody = z.strictObject({ reason: z.string().trim().min(3).max(500) });

/** `read_only` refuses pushes, `full` closes all sockets. */
export const storeHolds = ['read_only', 'full'] as const;
export type StoreHold = (typeof storeHolds)[number];

export const suspendStoreBody = storeReasonBody.extend({ mode: z.enum(storeHolds) });

/** `POST /api/console/stores/:id/set-quota`; null: as the options say. */
export const storeQuotaBody = storeReasonBody.extend({
  events: z.int().min(1).max(1_000_000_000).nullable(),
  bytes: z.int().min(1_000).max(1_000_000_000_000).nullable(),
});

/** `POST /api/console/stores/retry-many`: one reason for all of them, each decided by itself. */
export const retryStoresBody = storeReasonBody.extend({ ids: z.array(z.string().max(64)).min(1).max(500) });

/**
 * missing: a workspace without a store. unheard: its workspace wants it otherwise. forgotten: its workspace was erased.
 * unattended: it is due and nobody works on it, because its job was lost or its worker died.
 */
export const driftKinds = ['missing', 'unheard', 'forgotten', 'unattended'] as const;
export type DriftKind = (typeof driftKinds)[number];

export interface Drift {
  readonly kind: DriftKind;
  readonly storeId: string | null;
  readonly workspaceId: string;
  readonly phase: StorePhase | null;
  readonly desired: DesiredState;
}

/**
 * What a round did: stores requested, told what they shall be, ordered to be erased, and given a job; then how many are on
 * another level of their quota, were held for it, and released.
 */
export interface ReconcileDeeds {
  requested: number;
  told: number;
  erased: number;
  queued: number;
  levels: number;
  held: number;
  released: number;
}

export interface ReconcileRound {
  readonly id: string;
  readonly trigger: 'schedule' | 'operator';
  /** abandoned: its process died. */
  readonly state: 'running' | 'done' | 'failed' | 'abandoned';
  /** At most 500 of each kind; empty when the round could not see. */
  readonly found: Partial<Record<DriftKind, number>>;
  readonly did: Partial<ReconcileDeeds>;
  readonly error: string | null;
  readonly startedAt: string;
  readonly durationMs: number | null;
}

export interface BoardFigures {
  readonly waiting: number;
  readonly working: number;
  readonly failed: number;
  /** Age in seconds of the oldest store that was not ready yet and has not failed; null when there is none. */
  readonly oldestPendingS: number | null;
  /** Over the last five minutes. */
  readonly readyPerMinute: number;
  /** Of the last hour; null when none became ready. */
  readonly readyP50Ms: number | null;
  readonly readyP95Ms: number | null;
}

export interface WorkedOn {
  readonly storeId: string;
  readonly workspaceName: string | null;
  readonly phase: StorePhase;
  /** Null while nobody works on it. */
  readonly step: StoreStep | null;
  readonly attempt: number | null;
  readonly failures: number;
  readonly dueAt: string;
  readonly working: boolean;
}

/** `GET /api/console/provisioning` */
export interface ProvisioningBoard extends BoardFigures {
  readonly work: readonly WorkedOn[];
  /** Newest first. */
  readonly rounds: readonly ReconcileRound[];
  readonly drift: readonly Drift[];
}

/** Wire shapes of the provisioning plugin. Safe in a browser. */
import { z } from 'zod';

/**
 * requested → provisioning → verifying → active, and from each of them → purging → purged when the workspace is erased; or
 * failed, from any that is worked on.
 */
export const storePhases = ['requested', 'provisioning', 'verifying', 'active', 'failed', 'purging', 'purged'] as const;
export type StorePhase = (typeof storePhases)[number];

/** In the order in which they are walked. */
export const storeSteps = ['allocate', 'create-log', 'issue-access', 'register-route', 'probe', 'announce'] as const;
/** On the way out. */
export const purgeSteps = ['erase'] as const;
export type StoreStep = (typeof storeSteps)[number] | (typeof purgeSteps)[number];

export const conditionTypes = ['Ready', 'Reachable', 'AwaitsOperator'] as const;

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
    step: z.enum([...storeSteps, ...purgeSteps]),
    attempt: z.int(),
    /** abandoned: the process that worked on it died or lost its lease. */
    state: z.enum(['running', 'done', 'failed', 'abandoned']),
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
    /** Of the log: only `open` takes tickets of people, `read_only` refuses pushes. Null before the log exists. */
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

/** What an operator gives for an action on a store. */
export const storeReasonBody = z.strictObject({ reason: z.string().trim().min(3).max(500) });

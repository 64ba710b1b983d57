/** Wire shapes of the monitor plugin. Safe in a browser. */
import { z } from 'zod';

/** What is watched: a process that serves, the way of a new store, stores that people work in. */
export const subjectKinds = ['process', 'canary', 'store'] as const;
export type SubjectKind = (typeof subjectKinds)[number];

export const incidentKinds = ['process', 'canary', 'stores', 'slo'] as const;
export type IncidentKind = (typeof incidentKinds)[number];

export const sloNames = ['ready', 'reachability', 'live-delivery'] as const;
export type SloName = (typeof sloNames)[number];

/** How fast the error budget goes: 1 = it lasts exactly as long as its period. */
export const burn = z.object({
  /** Times the rate that the objective allows: the slower of both windows. */
  rate: z.number(),
  /** Both windows burn at least this fast, and at least three failed. */
  threshold: z.number(),
  windows: z.tuple([z.string(), z.string()]),
  burning: z.boolean(),
});

/** `GET /api/console/monitor`: an objective over the last 30 days. */
export const sloStanding = z.object({
  slo: z.enum(sloNames),
  /** Share that must be good, e.g. 0.999. */
  objective: z.number(),
  good: z.number(),
  bad: z.number(),
  /** 1 = untouched, 0 = used up, less = broken; null as long as nothing was measured. */
  budgetLeft: z.number().nullable(),
  burns: z.array(burn),
});
export type SloStanding = z.infer<typeof sloStanding>;

export const subjectStanding = z.object({
  key: z.string(),
  kind: z.enum(subjectKinds),
  state: z.enum(['well', 'failing', 'degraded']),
  step: z.string().nullable(),
  error: z.string().nullable(),
  probedAt: z.iso.datetime(),
  degradedSince: z.iso.datetime().nullable(),
  /** Newest last: what the last probes of it found. */
  strip: z.array(z.object({ at: z.iso.datetime(), ok: z.boolean(), step: z.string().nullable() })),
});
export type SubjectStanding = z.infer<typeof subjectStanding>;

export const maintenanceWindow = z.object({
  id: z.uuid(),
  startsAt: z.iso.datetime(),
  endsAt: z.iso.datetime(),
  reason: z.string(),
  active: z.boolean(),
});
export type MaintenanceWindow = z.infer<typeof maintenanceWindow>;

export const monitorStanding = z
  .object({
    objectives: z.array(sloStanding),
    /** Processes and the canary, and stores that fail; at most fifty of those. */
    subjects: z.array(subjectStanding),
    maintenance: z.array(maintenanceWindow),
    openIncidents: z.int(),
  })
  .meta({ id: 'MonitorStanding' });
export type MonitorStanding = z.infer<typeof monitorStanding>;

export const maintenanceBody = z.strictObject({
  startsAt: z.iso.datetime(),
  endsAt: z.iso.datetime(),
  reason: z.string().trim().min(3).max(200),
});

/** Public words of how the house is; none of them names anybody. */
export const statusStates = ['operational', 'degraded', 'maintenance', 'unknown'] as const;
export type StatusState = (typeof statusStates)[number];

/** `GET /api/status`: cached for 30 seconds. */
export const publicStatus = z
  .object({
    state: z.enum(statusStates),
    parts: z.array(z.object({ part: z.enum(['sign-in-and-sync', 'new-workspaces']), state: z.enum(statusStates) })),
    maintenance: z.array(z.object({ startsAt: z.iso.datetime(), endsAt: z.iso.datetime(), reason: z.string() })),
    /** Of the last 14 days, newest first. */
    incidents: z.array(
      z.object({
        openedAt: z.iso.datetime(),
        closedAt: z.iso.datetime().nullable(),
        what: z.enum(['sign-in-and-sync', 'new-workspaces']),
      }),
    ),
    /** Share of probes that got through in the last 30 days; null as long as there were none. */
    reachability: z.number().nullable(),
    checkedAt: z.iso.datetime(),
  })
  .meta({ id: 'PublicStatus' });
export type PublicStatus = z.infer<typeof publicStatus>;

/** The activity of a workspace: its part of the audit trail, as those read it who run it. Safe in a browser. */
import { z } from 'zod';
import { pageLimit } from './records.js';

/** One line of `GET /api/workspaces/:id/audit`. Client addresses, devices and what operators wrote are not in it. */
export const activityRecord = z
  .object({
    id: z.uuid(),
    at: z.iso.datetime(),
    /** e.g. `workspace.member-added` */
    what: z.string(),
    /** Who did it; the name is null for support staff and for the system. */
    by: z.object({
      kind: z.enum(['customer', 'operator', 'system', 'anonymous']),
      id: z.uuid().nullable(),
      name: z.string().nullable(),
    }),
    /** A person is called by name, an invitation by the address it was sent to; the name of anything else is null. */
    on: z.object({ type: z.string(), id: z.string(), name: z.string().nullable() }).nullable(),
    before: z.record(z.string(), z.unknown()).nullable(),
    after: z.record(z.string(), z.unknown()).nullable(),
  })
  .meta({ id: 'Activity' });
export type ActivityRecord = z.infer<typeof activityRecord>;
export const activityPage = z
  .object({ entries: z.array(activityRecord), next: z.string().nullable() })
  .meta({ id: 'ActivityPage' });
export type ActivityPage = z.infer<typeof activityPage>;

const activityFilter = {
  /** One or several names by commas, e.g. `workspace.invited,workspace.renamed`. */
  what: z.string().max(600).optional(),
  /** A person who did it. */
  by: z.uuid().optional(),
  from: z.iso.datetime({ offset: true }).optional(),
  to: z.iso.datetime({ offset: true }).optional(),
};
/** `GET /api/workspaces/:id/audit?what=&by=&from=&to=&after=&limit=`: newest first. */
export const activityQuery = z.object({ ...activityFilter, after: z.string().max(80).optional(), limit: pageLimit });
export type ActivityQuery = z.output<typeof activityQuery>;
/** `GET /api/workspaces/:id/audit/export?format=csv|jsonl` with the same filters. */
export const activityExportQuery = z.object({ ...activityFilter, format: z.enum(['csv', 'jsonl']).default('csv') });
export type ActivityExportQuery = z.output<typeof activityExportQuery>;

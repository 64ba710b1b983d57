import { z } from 'zod';

const facts = z.record(z.string(), z.unknown());

/** A row of `/api/console/audit`. */
export const auditRecord = z.object({
  id: z.uuid(),
  at: z.iso.datetime(),
  what: z.string(),
  actorKind: z.enum(['system', 'anonymous', 'customer', 'operator']),
  actorId: z.string().nullable(),
  actorEmail: z.string().nullable(),
  subjectType: z.string().nullable(),
  subjectId: z.string().nullable(),
  workspaceId: z.string().nullable(),
  ip: z.string().nullable(),
  requestId: z.string().nullable(),
  /** What was recorded, as it was hashed. */
  entry: z.object({
    reason: z.string().optional(),
    before: facts.optional(),
    after: facts.optional(),
    detail: facts.optional(),
  }),
  chain: z.number().int(),
  seq: z.number().int(),
  /** SHA-256 over the link before and this entry. */
  hash: z.string(),
});

export const auditExportQuery = z.strictObject({
  format: z.enum(['csv', 'jsonl']).default('jsonl'),
  from: z.iso.datetime({ offset: true }).optional(),
  to: z.iso.datetime({ offset: true }).optional(),
  workspaceId: z.string().max(64).optional(),
});
export type AuditExportQuery = z.output<typeof auditExportQuery>;

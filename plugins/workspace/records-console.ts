/** What operators send about workspaces, and what bulk routes answer. Safe in a browser. */
import { z } from 'zod';
import { roles } from './records.js';

const reason = z.string().trim().min(3).max(500);
/** What an operator gives for a change to somebody's membership, to an invitation or to a workspace. */
export const reasonBody = z.strictObject({ reason });
/** `POST /api/console/memberships` */
export const addMemberBody = z.strictObject({
  workspaceId: z.uuid(),
  userId: z.uuid(),
  role: z.enum(roles).default('member'),
  reason,
});
/** `POST /api/console/memberships/:id/change-role` */
export const consoleRoleBody = z.strictObject({ role: z.enum(roles), reason });
/** `POST /api/console/workspaces/:id/transfer` */
export const consoleTransferBody = z.strictObject({ userId: z.uuid(), reason });
/** `POST /api/console/workspaces/:id/set-seats`; null = as many as come. */
export const seatsBody = z.strictObject({ seatLimit: z.int().min(1).max(1_000_000).nullable(), reason });
/** `POST /api/console/memberships/remove-user` */
export const removeUserBody = z.strictObject({ userId: z.uuid(), reason });
/** Bulk routes: one reason for all of them, each decided by itself. */
export const bulkBody = z.strictObject({ ids: z.array(z.uuid()).min(1).max(500), reason });
/** Answer of bulk routes. */
export const bulkResult = z.object({
  done: z.array(z.uuid()),
  refused: z.array(z.object({ id: z.uuid(), code: z.string(), message: z.string() })),
});
export type BulkResult = z.infer<typeof bulkResult>;

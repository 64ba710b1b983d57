/** Wire shapes of sync. Safe in a browser. */
import { z } from 'zod';

/** A LiveStore store id as the wire admits it. */
export const storeIdSchema = z.string().regex(/^[a-zA-Z0-9_-]{1,128}$/);

export const syncTicketRequest = z.strictObject({ workspaceId: z.uuid() }).meta({ id: 'SyncTicketRequest' });
export type SyncTicketRequest = z.infer<typeof syncTicketRequest>;

export const syncTicketRecord = z
  .object({
    /** Opens one connection, once, and stands in its payload as `{ ticket }`. */
    ticket: z.string(),
    /** Seconds. */
    expiresIn: z.number().int(),
    expiresAt: z.iso.datetime(),
    storeId: storeIdSchema,
    /** Where the socket is opened. */
    url: z.string(),
    /** True for viewers, and for all while the store is read-only: a push closes the socket. */
    readOnly: z.boolean(),
    /** Where the log stood when it was restored last; what a device has of the log before is not in it beyond that. */
    restoredHead: z.number().int().nullable(),
  })
  .meta({ id: 'SyncTicket' });
export type SyncTicketRecord = z.infer<typeof syncTicketRecord>;

export const storeModes = ['provisioning', 'open', 'read_only', 'closed'] as const;
export type StoreMode = (typeof storeModes)[number];

/** Body of `POST /api/console/connections/:id/end`. */
export const endConnectionRequest = z
  .strictObject({ reason: z.string().trim().min(3).max(500) })
  .meta({ id: 'EndConnectionRequest' });
export type EndConnectionRequest = z.infer<typeof endConnectionRequest>;

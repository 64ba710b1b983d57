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

/**
 * What is wrong with a live connection: its pushes are refused one after the other because the log has moved on, it does not
 * acknowledge what it is sent, or it has no live pull.
 */
export const connectionTroubles = ['refused', 'stalled', 'not_following'] as const;
export type ConnectionTrouble = (typeof connectionTroubles)[number];

/** Kept in the audit trail. */
const reason = z.string().trim().min(3).max(500);

/** Body of `POST /api/console/connections/:id/end`. */
export const endConnectionRequest = z.strictObject({ reason }).meta({ id: 'EndConnectionRequest' });
export type EndConnectionRequest = z.infer<typeof endConnectionRequest>;

/** Query of `GET /api/console/stores/:storeId/events`. */
export const storeEventsQuery = z.object({
  /** Only events with a lower sequence number: `next` of the page before. */
  before: z.coerce.number().int().min(1).max(Number.MAX_SAFE_INTEGER).optional(),
  /** A part of the name, in any case. */
  name: z
    .string()
    .trim()
    .min(1)
    .max(200)
    .regex(/^[^\0\p{Cs}]+$/u)
    .optional(),
});
export type StoreEventsQuery = z.output<typeof storeEventsQuery>;

/** An event without what is in it. */
export const storeEventRecord = z
  .object({
    seq: z.number().int(),
    createdAt: z.iso.datetime(),
    name: z.string(),
    /** Bytes of its content. */
    size: z.number().int(),
    /** Which device and which of its windows, as LiveStore names them. */
    clientId: z.string(),
    sessionId: z.string(),
  })
  .meta({ id: 'StoreEvent' });
export type StoreEventRecord = z.infer<typeof storeEventRecord>;

export const storeEventPage = z
  .object({
    /** Newest first. With a name, those among the events that were looked at, which may be none. */
    events: z.array(storeEventRecord),
    head: z.number().int(),
    /** Where to go on looking, as `before`; null when the first event was looked at. */
    next: z.number().int().nullable(),
  })
  .meta({ id: 'StoreEventPage' });
export type StoreEventPage = z.infer<typeof storeEventPage>;

/** Body of `POST /api/console/stores/:storeId/events/:seq/disclose`. */
export const discloseEventRequest = z.strictObject({ reason }).meta({ id: 'DiscloseEventRequest' });
export type DiscloseEventRequest = z.infer<typeof discloseEventRequest>;

export const disclosedEventRecord = z
  .object({
    seq: z.number().int(),
    name: z.string(),
    /** JSON, as the device wrote it. */
    args: z.string(),
  })
  .meta({ id: 'DisclosedStoreEvent' });
export type DisclosedEventRecord = z.infer<typeof disclosedEventRecord>;

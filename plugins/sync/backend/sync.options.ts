/** The options of sync: whose pages may connect, and what a client may do before its socket is closed. */
import { z } from 'zod';

export const syncOptions = z.strictObject({
  /**
   * Origins whose pages may open a socket, beside the house's own; none given = any. What a page needs stands in the
   * payload and never in a cookie, so this narrows what is safe already. The console's own origin is always refused.
   */
  origins: z
    .array(z.url().transform((url) => new URL(url).origin))
    .readonly()
    .optional(),
  /**
   * Largest frame a client may send, in bytes; a larger one closes with 1009. The stock client splits its pushes at
   * 900,000 bytes of payload, so less than that would block its queue for ever.
   */
  maxFrameBytes: z.number().int().min(64_000).max(16_777_216).default(1_048_576),
  /** Largest `args` of one event, in bytes; a larger one closes with 1009 `event_too_large`. */
  maxEventBytes: z.number().int().min(1_000).max(16_777_216).default(900_000),
  /** Most events in one push; more close with 1009 `batch_too_large`. The stock client sends at most 100. */
  maxBatchEvents: z.number().int().min(100).max(5_000).default(500),
  /** Frames per second a socket may send, as an average over ten seconds; more close with 4429 `too_fast`. */
  framesPerSecond: z.number().int().min(10).max(100_000).default(3_000),
  /** Pushes of one socket that wait for the database before its socket is no longer read. Closes nothing. */
  maxPendingPushes: z.number().int().min(1).max(1_000).default(16),
  /** Pulls one socket may have open; more close with 4429 `too_many_pulls`. The stock client has one. */
  maxPulls: z.number().int().min(1).max(100).default(8),
  /** Chunks sent on one pull and not acknowledged before the next waits. Nothing is buffered meanwhile. */
  pullWindow: z.number().int().min(1).max(256).default(16),
  /** Seconds the oldest chunk may stay unacknowledged before the socket closes with 4429 `acks_missing`. */
  ackTimeoutSeconds: z.number().int().min(5).max(3_600).default(120),
  /** Events of one Chunk of history at most. */
  pageEvents: z.number().int().min(10).max(5_000).default(250),
  /** Bytes of `args` after which a Chunk of history ends. */
  pageBytes: z.number().int().min(10_000).max(16_777_216).default(512_000),
  /** Sockets one person may have open over all processes; one more closes with 4429 `too_many_connections`. */
  connectionsPerUser: z.number().int().min(1).max(10_000).default(50),
  /** Sockets all people together may have open on one store over all processes; one more closes with 4429 `store_crowded`. */
  connectionsPerStore: z.number().int().min(1).max(100_000).default(500),
  /**
   * Events per second that one store may be sent at one process, over all its sockets, as an average over ten seconds: so ten
   * times as many may come at once. Who is faster is not read for a moment; nothing closes and nothing is lost.
   */
  eventsPerSecondPerStore: z.number().int().min(10).max(1_000_000).default(20_000),
  /** Sockets of this process; beyond it upgrades are refused with 503 `sync_busy`. */
  connectionsPerProcess: z.number().int().min(1).max(1_000_000).default(20_000),
  /** Upgrades being authorised at once; beyond it they are refused with 503 `sync_busy`. */
  upgradesAtOnce: z.number().int().min(1).max(10_000).default(512),
  /** Seconds without anything from the client, an answer to our ping included, before the socket closes with 1001. */
  idleSeconds: z.number().int().min(10).max(3_600).default(90),
  /** Life of a ticket in seconds. */
  ticketSeconds: z.number().int().min(5).max(300).default(60),
  /** Tickets one person may ask for in a minute. */
  ticketsPerMinute: z.number().int().min(5).max(10_000).default(240),
  /** Milliseconds between two heads announced to the other processes for one store. Delays them by at most this much. */
  announceMs: z.number().int().min(0).max(1_000).default(4),
  /** Milliseconds between two looks at what may have been missed: ended connections, and heads of stores being pulled. */
  sweepMs: z.number().int().min(100).max(60_000).default(1_500),
  /** Seconds after which every open connection's session and membership have been looked up again. */
  recheckSeconds: z.number().int().min(1).max(3_600).default(60),
  /** Connections to PostgreSQL that serve pushes and pulls. */
  databaseConnections: z.number().int().min(1).max(100).default(8),
});

export type SyncOptions = z.output<typeof syncOptions>;

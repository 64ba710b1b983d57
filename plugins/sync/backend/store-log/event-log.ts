/** The log in PostgreSQL: one statement appends, one reads a page. Nothing here keeps state. */
import type { Pool, QueryResult } from 'pg';
import { type SyncClosing, syncClosings } from '../../names.js';
import type { StoreMode } from '../../records.js';
import type { PushedEvent } from '../protocol/client-frame.js';
import { eventText } from '../protocol/server-frame.js';

export interface LogState {
  readonly storeId: string;
  readonly workspaceId: string;
  readonly backendId: string;
  readonly head: number;
  readonly mode: StoreMode;
}

export interface Append {
  readonly storeId: string;
  readonly parent: number;
  /** Null when the client has not pulled yet and cannot know it. */
  readonly backendId: string | null;
  /** Nothing is appended for a connection that was ended, even before its socket hears of it. */
  readonly connectionId: string;
  /** The modes in which this connection may push. */
  readonly modes: readonly StoreMode[];
  readonly events: readonly PushedEvent[];
  /** Of all events' args. */
  readonly bytes: number;
}

export interface Page {
  /** Texts of consecutive events, the first one directly after the position asked for. */
  readonly events: readonly string[];
  readonly last: number;
}

/**
 * The head moves only from where the pusher saw it, and the events are stored only if it moved: one statement, one
 * commit, gapless whoever else pushes. The row lock makes pushers of one store wait for each other, and the loser's
 * condition is checked again after the wait.
 */
const appending = (events: string) => `
  WITH moved AS (
    UPDATE sync_store_log
       SET head = head + $4, events = events + $4, bytes = bytes + $5,
           last_push_at = date_trunc('milliseconds', clock_timestamp())
     WHERE store_id = $1 AND head = $2 AND ($3::text IS NULL OR backend_id = $3) AND mode = ANY($6::text[])
       AND EXISTS (SELECT FROM sync_connection c WHERE c.id = $7 AND c.ended_code IS NULL)
    RETURNING last_push_at
  ), stored AS (
    INSERT INTO sync_event (store_id, seq, size, created_at, args, name, client_id, session_id)
    SELECT $1, $2::bigint + e.n, octet_length(e.args::text), moved.last_push_at, e.args, e.name, e.client_id, e.session_id
      FROM moved, ${events}
  )
  SELECT last_push_at FROM moved`;

/** What nearly every push is: somebody did one thing. It spares PostgreSQL a quarter of the work. */
const APPEND_ONE = appending(
  '(SELECT 1 AS n, $8::json AS args, $9::text AS name, $10::text AS client_id, $11::text AS session_id) e',
);

/** An array of one value ($9 to $11) stands for all events of the batch. */
const APPEND_BATCH = appending(`(
  SELECT n, args, coalesce(name, ($9::text[])[1]) AS name, coalesce(client_id, ($10::text[])[1]) AS client_id,
         coalesce(session_id, ($11::text[])[1]) AS session_id
    FROM ROWS FROM (json_array_elements($8::json), unnest($9::text[], $10::text[], $11::text[]))
         WITH ORDINALITY AS b(args, name, client_id, session_id, n)
) e`);

/** Ends before the event that would pass the byte limit, but never before the first one. */
const PAGE = `
  SELECT seq, name, args::text, client_id, session_id, created_at
    FROM (
      SELECT *, sum(size) OVER (ORDER BY seq ROWS UNBOUNDED PRECEDING) - size AS before
        FROM sync_event WHERE store_id = $1 AND seq > $2 ORDER BY seq LIMIT $3
    ) page
   WHERE before < $4 ORDER BY seq`;

const STATE = 'SELECT store_id, workspace_id, backend_id, head, mode FROM sync_store_log WHERE store_id = ANY($1)';

const ENDED = 'SELECT ended_code, ended_reason FROM sync_connection WHERE id = $1';

const asText = { getTypeParser: () => (text: string) => text };

export class EventLog {
  constructor(
    private readonly pool: Pool,
    private readonly limits: { readonly pageEvents: number; readonly pageBytes: number },
  ) {}

  /** When it was stored (ISO 8601), or null when nothing was: `state` then tells why. */
  async append(push: Append): Promise<string | null> {
    const { events } = push;
    const [first] = events;
    const about = [push.storeId, push.parent, push.backendId, events.length, push.bytes, push.modes, push.connectionId];
    const result = await (first && events.length === 1
      ? this.run('sync-append-one', APPEND_ONE, [...about, first.args, first.name, first.clientId, first.sessionId])
      : this.run('sync-append-batch', APPEND_BATCH, [
          ...about,
          `[${events.map((event) => event.args).join(',')}]`,
          onceIfSame(events.map((event) => event.name)),
          onceIfSame(events.map((event) => event.clientId)),
          onceIfSame(events.map((event) => event.sessionId)),
        ]));
    const row = result.rows[0];
    return row === undefined ? null : isoTime(row[0]);
  }

  /** The events after `after`, as many as a page holds; none when there are none. */
  async page(storeId: string, after: number): Promise<Page> {
    const result = await this.run('sync-page', PAGE, [storeId, after, this.limits.pageEvents, this.limits.pageBytes]);
    let last = after;
    let stamp = '';
    let createdAt = '';
    const events = result.rows.map(([seq, name, args, clientId, sessionId, stored]) => {
      last = Number(seq);
      if (stored !== stamp) {
        stamp = stored;
        createdAt = isoTime(stored);
      }
      return eventText({ name, args, clientId, sessionId }, last, createdAt);
    });
    return { events, last };
  }

  async state(storeId: string): Promise<LogState | null> {
    return (await this.states([storeId]))[0] ?? null;
  }

  /** How the connection was ended; null while it stands. One whose row is gone is told to come back. */
  async ended(connectionId: string): Promise<SyncClosing | null> {
    const result = await this.run('sync-ended', ENDED, [connectionId]);
    const row = result.rows[0];
    if (row === undefined) return syncClosings.tryLater;
    return row[0] === null ? null : { code: Number(row[0]), reason: row[1] };
  }

  async states(storeIds: readonly string[]): Promise<LogState[]> {
    const result = await this.run('sync-state', STATE, [storeIds]);
    return result.rows.map(([storeId, workspaceId, backendId, head, mode]) => ({
      storeId,
      workspaceId,
      backendId,
      head: Number(head),
      mode: mode as StoreMode,
    }));
  }

  /** Prepared once per connection; every value comes back as PostgreSQL wrote it. */
  private run(name: string, text: string, values: unknown[]): Promise<QueryResult<RawRow>> {
    return this.pool.query<RawRow>({ name, text, values, rowMode: 'array', types: asText });
  }
}

// pg types rows of `rowMode: 'array'` as any[]; every column here is read as text.
type RawRow = [string, string, string, string, string, string];

/** A batch is nearly always of one device; what does not differ is sent and read once. */
function onceIfSame(values: string[]): string[] {
  return values.every((value) => value === values[0]) ? values.slice(0, 1) : values;
}

function isoTime(stamp: string): string {
  return new Date(stamp).toISOString();
}

/**
 * Who is connected, as rows that all processes share. The row comes before the authorisation, so that whoever ends
 * connections in a transaction finds it; and no push is stored without it.
 */
import { Injectable } from '@nestjs/common';
import { uuidv7 } from 'uuidv7';
import type { Progress } from '../socket/connection.js';
import { SyncDatabase } from '../store-log/sync-database.provider.js';
import type { TicketClaims } from '../ticket/tickets.service.js';
import { Tally } from './tally.js';

/** A process that was silent for this long is dead, and so are its connections. */
export const DEAD_AFTER = `interval '15 seconds'`;

/** Of one connection. */
export interface ProgressOf extends Progress {
  readonly id: string;
}

export interface EndedRow {
  readonly id: string;
  readonly code: number;
  readonly reason: string;
}

/** Sockets that people have open: exactly those of this process, and those of the others as their rows tell. */
export interface Company {
  readonly ofPerson: number;
  readonly ofStore: number;
}

const ELSEWHERE = `FROM sync_connection c JOIN sync_process p ON p.id = c.process_id
  WHERE c.process_id <> $2 AND c.ended_code IS NULL AND p.alive_at > now() - ${DEAD_AFTER}`;

const ADD = `
  WITH added AS (
    INSERT INTO sync_connection
      (id, process_id, kind, store_id, workspace_id, user_id, session_id, role, read_only, agent)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
  )
  SELECT (SELECT count(*)::int ${ELSEWHERE} AND c.user_id = $6) AS "ofPerson",
         (SELECT count(*)::int ${ELSEWHERE} AND c.workspace_id = $5 AND c.store_id = $4 AND c.kind = 'session') AS "ofStore"`;

@Injectable()
export class ConnectionRegistry {
  readonly processId = uuidv7();
  /** No other process serves sockets, so nobody waits for word of a head. */
  alone = false;
  private gone: string[] = [];
  private readonly places = new Map<string, { readonly userId: string; readonly storeId: string }>();
  private readonly perPerson = new Tally();
  private readonly perStore = new Tally();

  constructor(private readonly database: SyncDatabase) {}

  /** Answers how many there are now with this one, of its person and on its store. A probe is alone. */
  async add(id: string, claims: TicketClaims, readOnly: boolean, agent: string | null): Promise<Company> {
    const { userId, storeId } = claims;
    let here: Company = { ofPerson: 0, ofStore: 0 };
    if (userId !== null) {
      here = { ofPerson: this.perPerson.add(userId), ofStore: this.perStore.add(storeId) };
      this.places.set(id, { userId, storeId });
    }
    const { rows } = await this.database.pool.query<Company>({
      name: 'sync-connection-add',
      text: ADD,
      values: [
        id,
        this.processId,
        claims.kind,
        storeId,
        claims.workspaceId,
        userId,
        claims.sessionId,
        claims.role,
        readOnly,
        agent,
      ],
    });
    const elsewhere = rows[0];
    return {
      ofPerson: here.ofPerson + (elsewhere?.ofPerson ?? 0),
      ofStore: here.ofStore + (elsewhere?.ofStore ?? 0),
    };
  }

  async changeRole(id: string, role: string, readOnly: boolean): Promise<void> {
    await this.database.pool.query('UPDATE sync_connection SET role = $2, read_only = $3 WHERE id = $1', [
      id,
      role,
      readOnly,
    ]);
  }

  /** The row goes with the next beat. */
  forget(id: string): void {
    this.gone.push(id);
    const place = this.places.get(id);
    if (!place) return;
    this.places.delete(id);
    this.perPerson.remove(place.userId);
    this.perStore.remove(place.storeId);
  }

  /** False when this process was taken for dead, or PostgreSQL crashed: its connections have no rows any more. */
  async beat(moved: readonly ProgressOf[]): Promise<boolean> {
    const { pool } = this.database;
    const { rows } = await pool.query<{ fresh: boolean; peers: boolean }>(
      `INSERT INTO sync_process (id) VALUES ($1) ON CONFLICT (id) DO UPDATE SET alive_at = now()
       RETURNING xmax = 0 AS fresh,
         EXISTS (SELECT FROM sync_process p WHERE p.id <> $1 AND p.alive_at > now() - ${DEAD_AFTER}) AS peers`,
      [this.processId],
    );
    this.alone = rows[0]?.peers === false;
    await this.flush();
    if (moved.length > 0) {
      const now = performance.now();
      await pool.query(
        // Rows that somebody is ending are left out: two statements that lock many rows could wait for each other.
        `WITH free AS (SELECT id FROM sync_connection WHERE id = ANY($1::uuid[]) FOR NO KEY UPDATE SKIP LOCKED)
         UPDATE sync_connection c SET head_sent = h.sent, head_acked = h.acked, live = h.live, refused = h.refused,
           waiting_since = now() - h.waited * interval '1 millisecond'
         FROM free JOIN unnest($1::uuid[], $2::bigint[], $3::bigint[], $4::boolean[], $5::integer[], $6::float8[])
           AS h(id, sent, acked, live, refused, waited) USING (id)
         WHERE c.id = free.id`,
        [
          moved.map(({ id }) => id),
          moved.map(({ sent }) => sent),
          moved.map(({ acked }) => acked),
          moved.map(({ live }) => live),
          moved.map(({ refused }) => refused),
          moved.map(({ waiting }) => (waiting === null ? null : now - waiting)),
        ],
      );
    }
    return rows[0]?.fresh === false;
  }

  async flush(): Promise<void> {
    const gone = this.gone;
    if (gone.length === 0) return;
    this.gone = [];
    try {
      await this.database.pool.query(
        `DELETE FROM sync_connection WHERE id IN (
           SELECT id FROM sync_connection WHERE id = ANY($1::uuid[]) ORDER BY id FOR UPDATE)`,
        [gone],
      );
    } catch (error) {
      // Rows that stay would count towards their person's sockets for as long as this process lives.
      this.gone.push(...gone);
      throw error;
    }
  }

  /** Rows of processes that died without a word. */
  async bury(): Promise<void> {
    await this.database.pool.query(
      `WITH dead AS (DELETE FROM sync_process WHERE alive_at < now() - ${DEAD_AFTER} RETURNING id)
       DELETE FROM sync_connection c USING dead WHERE c.process_id = dead.id`,
    );
  }

  /** Connections of this process that somebody ended. */
  async ended(): Promise<EndedRow[]> {
    const { rows } = await this.database.pool.query<EndedRow>({
      name: 'sync-connection-ended',
      text: `SELECT id, ended_code AS code, ended_reason AS reason FROM sync_connection
             WHERE process_id = $1 AND ended_code IS NOT NULL`,
      values: [this.processId],
    });
    return rows;
  }

  async leave(): Promise<void> {
    await this.database.pool.query('DELETE FROM sync_connection WHERE process_id = $1', [this.processId]);
    await this.database.pool.query('DELETE FROM sync_process WHERE id = $1', [this.processId]);
  }
}

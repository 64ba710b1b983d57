/** What other plugins ask of logs: make one, look at one, say who may use it. */
import { Inject, Injectable } from '@nestjs/common';
import { Events } from '@purser/kit/backend/events';
import { optionsOf } from '@purser/kit/backend/plugin';
import { DataSource, type EntityManager } from 'typeorm';
import { uuidv7 } from 'uuidv7';
import { syncClosings } from '../../names.js';
import type { StoreMode } from '../../records.js';
import { DEAD_AFTER } from '../connection/connection-registry.service.js';
import { Endings } from '../connection/endings.service.js';
import { logReplaced, logRetired } from '../events.js';
import type { SyncOptions } from '../sync.options.js';

export interface StoreLogFacts {
  readonly storeId: string;
  readonly workspaceId: string;
  readonly backendId: string;
  readonly head: number;
  /** Where it stood when it was restored last. */
  readonly restoredHead: number | null;
  readonly events: number;
  readonly bytes: number;
  readonly mode: StoreMode;
  readonly lastPushAt: Date | null;
}

/** SQL: events that the slowest device which follows a log (alias `l`) lacks; null when none follows it. Found by the workspace. */
export const SLOWEST_LAG = `(
  SELECT max(greatest(l.head - c.head_acked, 0)) FROM sync_connection c JOIN sync_process p ON p.id = c.process_id
   WHERE c.workspace_id = l.workspace_id AND c.store_id = l.store_id AND c.kind = 'session' AND c.live
     AND c.ended_code IS NULL AND p.alive_at > now() - ${DEAD_AFTER})`;

const FACTS = `
  SELECT store_id AS "storeId", workspace_id AS "workspaceId", backend_id AS "backendId", head::float8,
         restored_head::float8 AS "restoredHead", events::float8,
         bytes::float8, mode, last_push_at AS "lastPushAt" FROM sync_store_log`;

@Injectable()
export class StoreLogs {
  constructor(
    private readonly dataSource: DataSource,
    private readonly endings: Endings,
    private readonly events: Events,
    @Inject(optionsOf('sync')) private readonly options: SyncOptions,
  ) {}

  /** An empty log in mode `provisioning`. Asking again for the same store and workspace answers the same backend id. */
  async create(
    tx: EntityManager,
    { storeId, workspaceId }: { storeId: string; workspaceId: string },
  ): Promise<{ backendId: string }> {
    const [row]: { backendId: string }[] = await tx.query(
      `INSERT INTO sync_store_log (store_id, workspace_id, backend_id) VALUES ($1, $2, $3)
       ON CONFLICT (store_id) DO UPDATE SET store_id = excluded.store_id
       WHERE sync_store_log.workspace_id = excluded.workspace_id
       RETURNING backend_id AS "backendId"`,
      [storeId, workspaceId, uuidv7()],
    );
    if (!row) throw new Error(`The log of store ${storeId} belongs to another workspace.`);
    return row;
  }

  async get(storeId: string, tx: EntityManager = this.dataSource.manager): Promise<StoreLogFacts | null> {
    const [row]: StoreLogFacts[] = await tx.query(`${FACTS} WHERE store_id = $1`, [storeId]);
    return row ?? null;
  }

  async ofWorkspace(workspaceId: string, tx: EntityManager = this.dataSource.manager): Promise<StoreLogFacts | null> {
    const [row]: StoreLogFacts[] = await tx.query(`${FACTS} WHERE workspace_id = $1`, [workspaceId]);
    return row ?? null;
  }

  /**
   * From the commit on, nothing is pushed in `read_only` and `closed`. `read_only` closes the sockets of those who
   * push (4409 `store_read_only`), `closed` closes all of them (4409 `store_suspended`); on every process within 2 s.
   * Those who were let in to read only are told to come again (4403 `role_changed`) once it is `open`.
   */
  async setMode(tx: EntityManager, storeId: string, mode: StoreMode): Promise<void> {
    const [[before]]: [{ mode: StoreMode }[], number] = await tx.query(
      `UPDATE sync_store_log l SET mode = $2
       FROM (SELECT store_id, mode FROM sync_store_log WHERE store_id = $1 FOR UPDATE) old
       WHERE l.store_id = old.store_id RETURNING old.mode`,
      [storeId, mode],
    );
    if (mode === 'closed') await this.endings.end(tx, { storeId }, syncClosings.suspended);
    else if (mode !== 'read_only' && before?.mode === 'read_only') await this.endings.announce(tx, { storeId });
  }

  /** As `setMode`, but `read_only` closes the sockets of all who could push at once, before they try. */
  async suspend(tx: EntityManager, storeId: string, mode: 'read_only' | 'closed'): Promise<void> {
    await this.setMode(tx, storeId, mode);
    if (mode === 'read_only') await this.endings.end(tx, { storeId, writers: true }, syncClosings.storeReadOnly);
  }

  /** How many sockets living processes still hold that the mode of the log does not allow. */
  async socketsToClose(storeId: string): Promise<number> {
    const [row]: { open: number }[] = await this.dataSource.query(
      `SELECT count(*)::int AS open FROM sync_connection c JOIN sync_process p ON p.id = c.process_id
         JOIN sync_store_log l ON l.store_id = c.store_id
       WHERE c.store_id = $1 AND c.kind = 'session' AND p.alive_at > now() - ${DEAD_AFTER}
         AND l.mode <> 'open' AND (l.mode <> 'read_only' OR NOT c.read_only)`,
      [storeId],
    );
    return row?.open ?? 0;
  }

  /** Sockets that people have open on it, over all processes, and how many may be open at most. */
  async openSockets({
    storeId,
    workspaceId,
  }: Pick<StoreLogFacts, 'storeId' | 'workspaceId'>): Promise<{ open: number; most: number }> {
    const [row]: { open: number }[] = await this.dataSource.query(
      `SELECT count(*)::int AS open FROM sync_connection c JOIN sync_process p ON p.id = c.process_id
       WHERE c.workspace_id = $1 AND c.store_id = $2 AND c.kind = 'session' AND c.ended_code IS NULL
         AND p.alive_at > now() - ${DEAD_AFTER}`,
      [workspaceId, storeId],
    );
    return { open: row?.open ?? 0, most: this.options.connectionsPerStore };
  }

  /** It is closed already, and will be erased: publishes `sync.log-retired`. */
  async retire(tx: EntityManager, log: { storeId: string; workspaceId: string; time: number }): Promise<void> {
    await this.events.publish(tx, logRetired, log);
  }

  /** Its rows were replaced by restored ones: it is as open as it was, and its sockets close with 4410 within 2 s. */
  async replaced(tx: EntityManager, storeId: string, mode: StoreMode): Promise<void> {
    const [[log]]: [{ workspaceId: string; backendId: string }[], number] = await tx.query(
      `UPDATE sync_store_log SET mode = $2, restored_head = head WHERE store_id = $1
       RETURNING workspace_id AS "workspaceId", backend_id AS "backendId"`,
      [storeId, mode],
    );
    await this.endings.end(tx, { storeId }, syncClosings.restored);
    if (log) await this.events.publish(tx, logReplaced, { storeId, ...log });
  }

  /** Every socket of every log closes with 4410: all of them are about to be replaced. */
  async endAll(): Promise<void> {
    const rows: { id: string }[] = await this.dataSource.query(
      'SELECT DISTINCT store_id AS id FROM sync_connection WHERE ended_code IS NULL',
    );
    for (const { id } of rows) {
      await this.dataSource.transaction((tx) => this.endings.end(tx, { storeId: id }, syncClosings.restored));
    }
  }

  /** The newest events of a log that is closed, at most so many, for ever, in a transaction of its own. Answers how many. */
  async eraseEvents(storeId: string, limit: number): Promise<number> {
    const [, erased]: [unknown[], number] = await this.dataSource.query(
      `DELETE FROM sync_event
       WHERE store_id = $1 AND seq > (SELECT max(seq) - $2 FROM sync_event WHERE store_id = $1)
         AND EXISTS (SELECT FROM sync_store_log WHERE store_id = $1 AND mode = 'closed')`,
      [storeId, limit],
    );
    return erased;
  }

  /** The log and all its events, for ever; its sockets close with 4404 within 2 s. Answers how many rows are left: none. */
  async remove(tx: EntityManager, storeId: string): Promise<number> {
    await this.endings.end(tx, { storeId }, syncClosings.storeNotFound);
    for (const table of ['sync_event', 'sync_store_log', 'sync_ticket']) {
      await tx.query(`DELETE FROM ${table} WHERE store_id = $1`, [storeId]);
    }
    const [row]: { left: number }[] = await tx.query(
      `SELECT (SELECT count(*) FROM sync_event WHERE store_id = $1)::int
            + (SELECT count(*) FROM sync_store_log WHERE store_id = $1)::int
            + (SELECT count(*) FROM sync_ticket WHERE store_id = $1)::int AS left`,
      [storeId],
    );
    return row?.left ?? 0;
  }
}

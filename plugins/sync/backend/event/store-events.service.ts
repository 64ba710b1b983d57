/** What operators may see of the events of a store: their names and sizes, and with a reason what one of them holds. */
import { Injectable } from '@nestjs/common';
import type { OperatorCaller, Origin } from '@purser/kit/backend/access';
import { AuditTrail } from '@purser/kit/backend/audit';
import { Refusal } from '@purser/kit/backend/errors';
import { DataSource } from 'typeorm';
import { syncAudit, syncProblems } from '../../names.js';
import type { DisclosedEventRecord, StoreEventPage, StoreEventRecord, StoreEventsQuery } from '../../records.js';
import { StoreLogs } from '../store-log/store-logs.service.js';

const PAGE = 50;
/** A name that hardly occurs must not read a log of a million events for one page. */
const LOOKED_AT = 20_000;

/** Sorted by the column, not by what is made of it for JavaScript: only that has an index. */
const SHOWN = `
  SELECT seq::float8, created_at AS "createdAt", name, size, client_id AS "clientId", session_id AS "sessionId"
    FROM sync_event e
   WHERE store_id = $1 AND seq < $2 AND seq >= $3 AND ($4::text IS NULL OR position(lower($4) IN lower(name)) > 0)
   ORDER BY e.seq DESC LIMIT ${PAGE}`;

const CONTENT = `
  SELECT e.name, e.args::text AS args, l.workspace_id AS "workspaceId"
    FROM sync_event e JOIN sync_store_log l USING (store_id) WHERE e.store_id = $1 AND e.seq = $2`;

export interface Disclosure {
  readonly storeId: string;
  readonly seq: number;
  readonly by: OperatorCaller;
  readonly origin: Origin;
  readonly reason: string;
}

@Injectable()
export class StoreEvents {
  constructor(
    private readonly dataSource: DataSource,
    private readonly logs: StoreLogs,
    private readonly audit: AuditTrail,
  ) {}

  /** By sequence number, so a page far down costs what the first one costs. Throws `store_not_found`. */
  async page(storeId: string, { before, name }: StoreEventsQuery): Promise<StoreEventPage> {
    const log = await this.logs.get(storeId);
    if (!log) throw new Refusal(syncProblems.storeNotFound);
    const { head } = log;
    const below = Math.min(before ?? head + 1, head + 1);
    const lowest = Math.max(1, below - LOOKED_AT);
    const values = [storeId, below, lowest, name ?? null];
    const events: StoreEventRecord[] = await this.dataSource.query(SHOWN, values);
    const last = events.length === PAGE ? (events.at(-1)?.seq ?? lowest) : lowest;
    return { events, head, next: last > 1 ? last : null };
  }

  /** It is noted who looked, at which event and why, or nothing is shown. Throws `event_not_found`. */
  disclose({ storeId, seq, by, origin, reason }: Disclosure): Promise<DisclosedEventRecord> {
    return this.dataSource.transaction(async (tx) => {
      const [event]: { name: string; args: string; workspaceId: string }[] = await tx.query(CONTENT, [storeId, seq]);
      if (!event) throw new Refusal(syncProblems.eventNotFound);
      const { name, args, workspaceId } = event;
      const on = { type: 'store', id: storeId };
      const detail = { seq, name };
      await this.audit.record(tx, { what: syncAudit.eventDisclosed, by, origin, reason, on, workspaceId, detail });
      return { seq, name, args };
    });
  }
}

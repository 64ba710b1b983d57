import { Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { Clock } from '@purser/kit/backend/clock';
import { Signals } from '@purser/kit/backend/signals';
import { DataSource } from 'typeorm';
import type { SessionEndReason } from '../../records.js';
import { SESSIONS_ENDED } from './session-endings.service.js';
import { endOf, type SessionRow } from './session-row.js';
import type { SessionTable } from './session-table.js';

interface Watched {
  readonly table: SessionTable;
  readonly tell: Set<(reason: SessionEndReason) => void>;
}

/** How often sessions are looked at that nobody ended: time ends them without a signal. */
const LOOK_EVERY_MS = 20_000;

/** Tells holders of open connections in this process when their session is over, whichever process ended it. */
@Injectable()
export class SessionWatch implements OnModuleInit, OnModuleDestroy {
  private readonly watched = new Map<string, Watched>();
  private unsubscribe: (() => void) | undefined;
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly signals: Signals,
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.unsubscribe = this.signals.subscribe(
      SESSIONS_ENDED,
      (ids) => this.look(ids.split(',')),
      () => this.look([...this.watched.keys()]),
    );
    this.timer = setInterval(() => this.look([...this.watched.keys()]), LOOK_EVERY_MS);
    this.timer.unref();
  }

  onModuleDestroy(): void {
    clearInterval(this.timer);
    this.unsubscribe?.();
  }

  /** `tell` is called once, when the session is over; also when it was before. Returns the function that stops watching. */
  watch(table: SessionTable, sessionId: string, tell: (reason: SessionEndReason) => void): () => void {
    const entry = this.watched.get(sessionId) ?? { table, tell: new Set() };
    entry.tell.add(tell);
    this.watched.set(sessionId, entry);
    this.look([sessionId]);
    return () => {
      entry.tell.delete(tell);
      if (entry.tell.size === 0) this.watched.delete(sessionId);
    };
  }

  private look(ids: readonly string[]): void {
    // What cannot be read now is looked at again by the timer.
    this.tellEnded(ids.filter((id) => this.watched.has(id))).catch(() => {});
  }

  private async tellEnded(ids: readonly string[]): Promise<void> {
    for (const table of new Set(ids.map((id) => this.watched.get(id)?.table))) {
      if (!table) continue;
      const own = ids.filter((id) => this.watched.get(id)?.table === table);
      const rows: SessionRow[] = await this.dataSource.query(
        `SELECT ${table.columns} FROM ${table.shape.table} s WHERE s.id = ANY ($1::uuid[])`,
        [own],
      );
      const found = new Map(rows.map((row) => [row.id, row]));
      for (const id of own) {
        const row = found.get(id);
        const reason = row ? endOf(row, this.clock.now()) : 'session_expired';
        if (reason) this.tell(id, reason);
      }
    }
  }

  private tell(id: string, reason: SessionEndReason): void {
    const entry = this.watched.get(id);
    this.watched.delete(id);
    for (const tell of entry?.tell ?? []) tell(reason);
  }
}

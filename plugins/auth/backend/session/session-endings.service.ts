import { Injectable } from '@nestjs/common';
import { Events } from '@purser/kit/backend/events';
import { Metrics } from '@purser/kit/backend/metrics';
import { Signals } from '@purser/kit/backend/signals';
import type { EntityManager } from 'typeorm';
import type { SessionEndReason } from '../../records.js';
import { sessionsEnded } from '../events.js';
import type { SessionTable, WhichSessions } from './session-table.js';

/** Payload: session ids, by commas. A hint: receivers look at the row. */
export const SESSIONS_ENDED = 'auth_sessions_ended';

const IDS_PER_SIGNAL = 150;

interface Ended {
  readonly id: string;
  readonly owner_id: string;
}

/** The one way a session ends: row, event, signal and count in one transaction. */
@Injectable()
export class SessionEndings {
  private readonly counter;

  constructor(
    private readonly events: Events,
    private readonly signals: Signals,
    metrics: Metrics,
  ) {
    this.counter = metrics.counter('purser_session_ended_total', 'Sessions that ended, by reason.', ['reason']);
  }

  async end(tx: EntityManager, table: SessionTable, which: WhichSessions, reason: SessionEndReason): Promise<string[]> {
    const ended = await table.end(tx, which, reason);
    await this.announce(tx, table, ended, reason);
    return ended.map((row) => row.id);
  }

  /** Ends what has been idle or old for too long. */
  async endLapsed(tx: EntityManager, table: SessionTable): Promise<void> {
    const ended = await table.endLapsed(tx);
    for (const reason of ['session_idle', 'session_expired'] as const) {
      await this.announce(
        tx,
        table,
        ended.filter((row) => row.end_reason === reason),
        reason,
      );
    }
  }

  private async announce(
    tx: EntityManager,
    table: SessionTable,
    ended: readonly Ended[],
    reason: SessionEndReason,
  ): Promise<void> {
    if (ended.length === 0) return;
    if (table.shape.audience === 'portal') {
      const sessions = ended.map(({ id, owner_id }) => ({ id, userId: owner_id }));
      await this.events.publish(tx, sessionsEnded, { sessions, reason });
    }
    for (let start = 0; start < ended.length; start += IDS_PER_SIGNAL) {
      const ids = ended.slice(start, start + IDS_PER_SIGNAL).map((row) => row.id);
      await this.signals.send(SESSIONS_ENDED, ids.join(','), tx);
    }
    this.counter.inc({ reason }, ended.length);
  }
}

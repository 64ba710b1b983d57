/**
 * Ends connections wherever they are. The row is marked in the publisher's transaction, so that nothing more is stored
 * for the connection from its commit on; the signal makes every process close the socket at once; and the sweep finds
 * the mark when the signal was lost.
 */
import { Injectable } from '@nestjs/common';
import { Signals } from '@purser/kit/backend/signals';
import type { EntityManager } from 'typeorm';
import type { SyncClosing } from '../../names.js';
import { ENDINGS_CHANNEL } from './sync-channels.js';

/** Which connections: all members given must match. */
export interface Ended {
  readonly connectionId?: string;
  readonly sessionIds?: readonly string[];
  readonly workspaceId?: string;
  readonly userId?: string;
  readonly storeId?: string;
  /** Only those that may push. */
  readonly writers?: true;
}

const CONDITIONS: readonly (readonly [keyof Ended, string])[] = [
  ['connectionId', 'id = '],
  ['sessionIds', 'session_id = ANY'],
  ['workspaceId', 'workspace_id = '],
  ['userId', 'user_id = '],
  ['storeId', 'store_id = '],
  ['writers', 'NOT read_only AND TRUE = '],
];

/** A signal holds 7,000 bytes; an id takes 39. */
const SESSIONS_A_SIGNAL = 150;

@Injectable()
export class Endings {
  constructor(private readonly signals: Signals) {}

  async end(tx: EntityManager, who: Ended, closing: SyncClosing): Promise<void> {
    const values: unknown[] = [closing.code, closing.reason];
    const conditions = CONDITIONS.filter(([member]) => who[member] !== undefined).map(
      ([member, condition]) => `${condition}($${values.push(who[member])})`,
    );
    if (conditions.length === 0) throw new Error('Nobody was named whose connections shall end.');
    // Locked in one order: two endings that share connections must not wait for each other.
    await tx.query(
      `UPDATE sync_connection SET ended_code = $1, ended_reason = $2 WHERE id IN (
         SELECT id FROM sync_connection WHERE ended_code IS NULL AND ${conditions.join(' AND ')} ORDER BY id FOR UPDATE)`,
      values,
    );
    await this.announce(tx, who);
  }

  /** Has every process look at these connections again, without ending them. */
  async announce(tx: EntityManager, who: Ended): Promise<void> {
    const { sessionIds } = who;
    if (!sessionIds) return this.signals.send(ENDINGS_CHANNEL, JSON.stringify(who), tx);
    for (let from = 0; from < sessionIds.length; from += SESSIONS_A_SIGNAL) {
      const some = { ...who, sessionIds: sessionIds.slice(from, from + SESSIONS_A_SIGNAL) };
      await this.signals.send(ENDINGS_CHANNEL, JSON.stringify(some), tx);
    }
  }
}

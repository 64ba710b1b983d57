import { Injectable } from '@nestjs/common';
import { type AuditEntry, AuditTrail } from '@purser/kit/backend/audit';
import { Clock } from '@purser/kit/backend/clock';
import type { EntityManager } from 'typeorm';
import { uuidv7 } from 'uuidv7';
import { canonicalEntry } from './canonical-entry.js';

/** Writes the entry; the database links it into its chain when the transaction commits. */
@Injectable()
export class ChainedAuditTrail extends AuditTrail {
  constructor(private readonly clock: Clock) {
    super();
  }

  async record(tx: EntityManager, entry: AuditEntry): Promise<void> {
    await tx.query('INSERT INTO house_audit (id, entry) VALUES ($1, $2)', [
      uuidv7(),
      canonicalEntry(entry, this.clock.now()),
    ]);
  }
}

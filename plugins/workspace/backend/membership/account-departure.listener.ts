import { Injectable } from '@nestjs/common';
import type { AuditEntry } from '@purser/kit/backend/audit';
import type { Listener } from '@purser/kit/backend/events';
import type { EntityManager } from 'typeorm';
import { AccountDeparture } from './account-departure.service.js';

/** An account goes only when no workspace is left without an owner: what this throws undoes the deletion. */
@Injectable()
export class LeaveBeforeDeletion implements Listener<{ userId: string; by: AuditEntry['by'] }> {
  constructor(private readonly departure: AccountDeparture) {}

  async handle({ userId, by }: { userId: string; by: AuditEntry['by'] }, tx: EntityManager): Promise<void> {
    await this.departure.leaveAll(tx, userId, { by });
  }
}

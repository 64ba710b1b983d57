import { Injectable } from '@nestjs/common';
import type { Listener } from '@purser/kit/backend/events';
import type { EntityManager } from 'typeorm';
import type { accountDisputed } from '../../../auth/backend/events.js';
import { RecoveryRequests } from './recovery-requests.service.js';

type Dispute = Required<typeof accountDisputed>['payload'];

/** Whoever said "that wasn't me" is mailed the way to a new password, as if they had asked for it. */
@Injectable()
export class AnswerDispute implements Listener<Dispute> {
  constructor(private readonly requests: RecoveryRequests) {}

  async handle({ email, origin }: Dispute, tx: EntityManager): Promise<void> {
    await this.requests.enqueue(tx, { email, origin });
  }
}

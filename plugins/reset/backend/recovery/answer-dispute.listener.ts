import { Injectable } from '@nestjs/common';
import type { Listener } from '@purser/kit/backend/events';
import { Jobs } from '@purser/kit/backend/jobs';
import type { EntityManager } from 'typeorm';
import type { accountDisputed } from '../../../auth/backend/events.js';
import { ANSWER_REQUEST } from './recovery-requests.service.js';

type Dispute = Required<typeof accountDisputed>['payload'];

/** Whoever said "that wasn't me" is mailed the way to a new password, as if they had asked for it. */
@Injectable()
export class AnswerDispute implements Listener<Dispute> {
  constructor(private readonly jobs: Jobs) {}

  async handle({ email, origin }: Dispute, tx: EntityManager): Promise<void> {
    await this.jobs.enqueue(tx, ANSWER_REQUEST, { email, origin });
  }
}

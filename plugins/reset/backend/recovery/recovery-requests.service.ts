import { Injectable } from '@nestjs/common';
import type { Origin } from '@purser/kit/backend/access';
import { Jobs } from '@purser/kit/backend/jobs';
import { DataSource, type EntityManager } from 'typeorm';
import { UserDirectory } from '../../../auth/backend/user/user-directory.service.js';

export const ANSWER_REQUEST = 'reset.answer-request';

export interface RecoveryRequest {
  readonly email: string;
  readonly origin: Origin;
}

/**
 * Takes requests without looking whose address it is: one row in the queue for each, so that known and unknown addresses
 * differ neither in the answer, nor in its time, nor in what is written (SECURITY 19). A job finds out later.
 */
@Injectable()
export class RecoveryRequests {
  constructor(
    private readonly dataSource: DataSource,
    private readonly jobs: Jobs,
    private readonly users: UserDirectory,
  ) {}

  async take(request: RecoveryRequest): Promise<void> {
    await this.dataSource.transaction((tx) => this.enqueue(tx, request));
  }

  /** Those for one address that wait at the same time are answered together: a flood for one is one row. */
  async enqueue(tx: EntityManager, request: RecoveryRequest): Promise<void> {
    const key = `${ANSWER_REQUEST}:${this.users.keyOf(request.email)}`;
    await this.jobs.enqueue(tx, ANSWER_REQUEST, request, { key });
  }
}

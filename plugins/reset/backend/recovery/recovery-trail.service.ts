import { Inject, Injectable } from '@nestjs/common';
import type { Origin } from '@purser/kit/backend/access';
import { AuditTrail } from '@purser/kit/backend/audit';
import { Refusal } from '@purser/kit/backend/errors';
import { RateLimits } from '@purser/kit/backend/limits';
import { optionsOf } from '@purser/kit/backend/plugin';
import { DataSource } from 'typeorm';
import { resetAudit } from '../../names.js';
import type { ResetOptions } from '../reset.options.js';
import { RecoveryCounter, type RecoveryStep } from './recovery-counter.service.js';

/** Counts what comes of each step, and writes down who was turned away and why; never with what token or code. */
@Injectable()
export class RecoveryTrail {
  constructor(
    private readonly dataSource: DataSource,
    private readonly audit: AuditTrail,
    private readonly limits: RateLimits,
    private readonly counter: RecoveryCounter,
    @Inject(optionsOf('reset')) private readonly options: ResetOptions,
  ) {}

  /**
   * What is over the limit of its address is counted and not written down: the trail is not a thing that a stranger can
   * fill.
   */
  async follow<T>(step: Exclude<RecoveryStep, 'issue'>, origin: Origin, act: () => Promise<T>): Promise<T> {
    try {
      await this.limits.consumeByAddress('reset', origin, this.options.perAddress);
    } catch (error) {
      if (error instanceof Refusal) this.counter.count(step, error.problem.code);
      throw error;
    }
    try {
      const answer = await act();
      this.counter.count(step, 'ok');
      return answer;
    } catch (error) {
      if (error instanceof Refusal) {
        this.counter.count(step, error.problem.code);
        await this.refused({ step, code: error.problem.code }, origin);
      }
      throw error;
    }
  }

  private async refused(detail: { step: string; code: string }, origin: Origin): Promise<void> {
    await this.dataSource.transaction((tx) =>
      this.audit.record(tx, { what: resetAudit.refused, by: 'anonymous', origin, detail }),
    );
  }
}

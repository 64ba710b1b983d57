import { Injectable } from '@nestjs/common';
import type { Origin } from '@purser/kit/backend/access';
import { AuditTrail } from '@purser/kit/backend/audit';
import { Refusal } from '@purser/kit/backend/errors';
import { DataSource } from 'typeorm';
import { resetAudit } from '../../names.js';

/** Writes down who was turned away on the way back into an account, and why; never with what token or code. */
@Injectable()
export class RecoveryTrail {
  constructor(
    private readonly dataSource: DataSource,
    private readonly audit: AuditTrail,
  ) {}

  async follow<T>(step: 'check' | 'complete', origin: Origin, act: () => Promise<T>): Promise<T> {
    try {
      return await act();
    } catch (error) {
      if (error instanceof Refusal) await this.refused({ step, code: error.problem.code }, origin);
      throw error;
    }
  }

  private async refused(detail: { step: string; code: string }, origin: Origin): Promise<void> {
    await this.dataSource.transaction((tx) =>
      this.audit.record(tx, { what: resetAudit.refused, by: 'anonymous', origin, detail }),
    );
  }
}

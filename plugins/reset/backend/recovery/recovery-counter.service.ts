import { Injectable } from '@nestjs/common';
import { Metrics } from '@purser/kit/backend/metrics';
import { Reports } from '@purser/kit/backend/reports';

/** `request`: somebody asked · `issue`: what came of it · `check`: a link was looked at · `complete`: a password was set. */
export type RecoveryStep = 'request' | 'issue' | 'check' | 'complete';

/** The steps on the way back, by result, also as what happened before an error; a refusal counts under its code. */
@Injectable()
export class RecoveryCounter {
  private readonly counter;

  constructor(
    private readonly reports: Reports,
    metrics: Metrics,
  ) {
    this.counter = metrics.counter('purser_reset_total', 'Steps on the way back into an account, by result.', [
      'step',
      'result',
    ]);
  }

  count(step: RecoveryStep, result: string): void {
    this.counter.inc({ step, result });
    this.reports.crumb('recovery', step, { result });
  }
}

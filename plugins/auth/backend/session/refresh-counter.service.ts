import { Injectable } from '@nestjs/common';
import type { Refusal } from '@purser/kit/backend/errors';
import { Metrics } from '@purser/kit/backend/metrics';
import type { SessionEndReason } from '../../records.js';

type Result = 'rotated' | 'repeated' | 'unknown' | 'limited' | SessionEndReason;

/** Many `repeated` or `limited` refreshes are the mark of a client that loops. */
@Injectable()
export class RefreshCounter {
  private readonly counter;

  constructor(metrics: Metrics) {
    this.counter = metrics.counter('purser_auth_refresh_total', 'Refreshes of sessions, by result.', ['result']);
  }

  count(result: Result): void {
    this.counter.inc({ result });
  }

  refused(result: Result, refusal: Refusal): Refusal {
    this.count(result);
    return refusal;
  }
}

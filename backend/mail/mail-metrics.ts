import type { Metrics } from '@purser/kit/backend/metrics';

/**
 * `purser_mail_total{template,result}`; results: `queued`, `capped` (SECURITY 22, not even queued), `sent` (the server
 * took it), `deferred` (one attempt failed), `failed` (given up), `suppressed`, and what providers tell: `delivered`,
 * `bounced`, `complained`.
 */
export function mailCounter(metrics: Metrics) {
  return metrics.counter('purser_mail_total', 'Mails by what became of them', ['template', 'result']);
}

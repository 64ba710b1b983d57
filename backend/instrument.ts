/** Error reports and traces to Sentry, only with a DSN; loaded before anything it may want to watch. */
import { reportErrorsTo } from './http/error-reports.js';
import { withoutSecretsIn } from './reports/private-report.js';
import { sentryTracer } from './reports/sentry-tracer.js';
import { traceWith } from './reports/traces.js';

const FLUSH_MS = 2_000;
/**
 * They would note addresses that were called and what was printed; neither mends an error, and both may hold secrets. `Http`
 * would also go on with any stranger's trace, and send ours to whomever this server calls: requests are kept apart by us.
 */
const UNWANTED = new Set(['Console', 'Http', 'NodeFetch', 'LocalVariables', 'LocalVariablesAsync', 'ProcessSession']);

/** `traces`: which share of requests is traced, 0 to 1. */
export async function startReporting(dsn: string | undefined, environment: string, traces = 0): Promise<void> {
  if (!dsn) return;
  const Sentry = await import('@sentry/nestjs');
  Sentry.init({
    dsn,
    environment,
    sendDefaultPii: false,
    tracesSampleRate: traces > 0 ? traces : undefined,
    initialScope: { tags: { app: 'server' } },
    defaultIntegrations: Sentry.getDefaultIntegrationsWithoutPerformance().filter(({ name }) => !UNWANTED.has(name)),
    // An outgoing address can carry a ticket.
    beforeBreadcrumb: (crumb) => (crumb.category === 'http' ? null : crumb),
    beforeSend: (event) => {
      // Tokens stand in cookies, headers, queries and bodies; none of them is needed to mend an error.
      if (event.request) event.request = { method: event.request.method, url: event.request.url };
      return withoutSecretsIn(event);
    },
    // What the SDK keeps beside the event is its own, and is not sent.
    beforeSendTransaction: ({ sdkProcessingMetadata, ...event }) => ({
      ...withoutSecretsIn(event),
      sdkProcessingMetadata,
    }),
  });
  traceWith(sentryTracer(Sentry));
  reportErrorsTo({
    error: (error, { requestId, route, tags }) =>
      void Sentry.captureException(error, { tags: { requestId, route, ...tags } }),
    crumb: (category, message, data) => Sentry.addBreadcrumb({ category, message, data: { ...data }, level: 'info' }),
    checkIn: ({ slug: monitorSlug, cron, zone, marginMinutes, maxMinutes }) => {
      const schedule = { type: 'crontab', value: cron } as const;
      const config = { schedule, timezone: zone, checkinMargin: marginMinutes, maxRuntime: maxMinutes };
      const checkInId = Sentry.captureCheckIn({ monitorSlug, status: 'in_progress' }, config);
      return (status) => void Sentry.captureCheckIn({ monitorSlug, checkInId, status });
    },
    flush: async () => void (await Sentry.flush(FLUSH_MS)),
  });
}

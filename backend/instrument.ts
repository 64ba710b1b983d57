/** Error reports to Sentry, only with a DSN; loaded before anything it may want to watch. */
import { reportErrorsTo } from './http/error-reports.js';

export async function startReporting(dsn: string | undefined, environment: string): Promise<void> {
  if (!dsn) return;
  const Sentry = await import('@sentry/nestjs');
  Sentry.init({
    dsn,
    environment,
    sendDefaultPii: false,
    tracesSampleRate: 0,
    // An outgoing address can carry a ticket, and what a command prints can be a password.
    beforeBreadcrumb: (crumb) => (crumb.category === 'http' || crumb.category === 'console' ? null : crumb),
    beforeSend: (event) => {
      // Tokens stand in cookies, headers, queries and bodies; none of them is needed to mend an error.
      if (event.request) event.request = { method: event.request.method, url: event.request.url?.split('?')[0] };
      return event;
    },
  });
  reportErrorsTo((error, { requestId, route }) => {
    Sentry.captureException(error, { tags: { requestId, route } });
  });
}

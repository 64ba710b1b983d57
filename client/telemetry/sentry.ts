import type { Reporter, ReportOptions } from './reports.js';

/**
 * `createReports('my-app', loadSentry)`: fetches `@sentry/browser` and starts it with three integrations only. The usual
 * ones would note clicks, requests and what the page printed, with the names and addresses in them.
 */
export async function loadSentry(options: ReportOptions): Promise<Reporter> {
  const {
    addBreadcrumb,
    captureException,
    captureMessage,
    dedupeIntegration,
    globalHandlersIntegration,
    init,
    linkedErrorsIntegration,
  } = await import('@sentry/browser');
  const integrations = [globalHandlersIntegration(), linkedErrorsIntegration(), dedupeIntegration()];
  init({ ...options, defaultIntegrations: false, integrations });
  return { addBreadcrumb, captureException, captureMessage };
}

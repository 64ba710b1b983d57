/** Reports of the console; Sentry is fetched only when the manifest names a DSN. */
import { createReports } from '@purser/client/telemetry/reports';

export const reports = createReports('console', async (options) => {
  const {
    addBreadcrumb,
    captureException,
    captureMessage,
    dedupeIntegration,
    globalHandlersIntegration,
    init,
    linkedErrorsIntegration,
  } = await import('@sentry/browser');
  // The usual ones would note clicks, requests and what the console printed, with the names and addresses in them.
  const integrations = [globalHandlersIntegration(), linkedErrorsIntegration(), dedupeIntegration()];
  init({ ...options, defaultIntegrations: false, integrations });
  return { addBreadcrumb, captureException, captureMessage };
});

import { createReports } from '@purser/client/telemetry/reports';
import { loadSentry } from '@purser/client/telemetry/sentry';

export const reports = createReports('console', loadSentry);

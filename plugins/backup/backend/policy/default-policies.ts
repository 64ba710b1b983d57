/** The policies a new installation begins with; from then on they are the operators'. */
import type { PolicyFields } from '../../records.js';
import type { BackupOptions } from '../backup.options.js';

type Shipped = PolicyFields;

const nightly: Shipped = {
  name: 'Nightly',
  kind: 'full',
  enabled: true,
  cron: '15 2 * * *',
  zone: 'UTC',
  targets: [],
  keepHours: 24,
  keepDays: 14,
  keepWeeks: 8,
  keepMonths: 12,
  drillWorkspaces: 5,
  drillEverythingOn: 0,
  staleHours: 26,
};

/** Between two nights: what was added to logs, and everything else as it is then. */
export const frequently: Shipped = {
  ...nightly,
  name: 'Changes',
  kind: 'events',
  enabled: false,
  cron: '*/5 * * * *',
  keepDays: 0,
  keepWeeks: 0,
  keepMonths: 0,
  drillWorkspaces: 0,
  drillEverythingOn: null,
};

export const defaultPolicies: Readonly<Record<NonNullable<BackupOptions['schedule']>, Shipped>> = {
  production: nightly,
  staging: { ...nightly, cron: '15 3 * * *', drillWorkspaces: 0, keepMonths: 0 },
  // There to be switched on.
  off: { ...nightly, enabled: false },
};

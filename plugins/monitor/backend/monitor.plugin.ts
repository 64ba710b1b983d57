import { definePlugin } from '@purser/kit/backend/plugin';
import { MonitorCreate1764000000600 } from '../../../migrations/1764000000600-monitor-create.js';
import { provisioning } from '../../provisioning/backend/provisioning.plugin.js';
import { monitorAudit, monitorPermissions } from '../names.js';
import { RunCanary } from './canary/run-canary.job.js';
import { incidentClosedMail, incidentOpenedMail } from './incident/incident.mail.js';
import { monitorFlags } from './monitor.flags.js';
import { MonitorModule } from './monitor.module.js';
import { monitorOptions } from './monitor.options.js';
import { monitorWebhooks } from './monitor.webhooks.js';
import { WatchSlos } from './slo/watch-slos.job.js';
import { ProbeStores } from './stores/probe-stores.job.js';

/** Goes the way of people's devices all day, so that an operator knows before the customer when it is broken. */
export const monitor = definePlugin({
  name: 'monitor',
  worksWith: '^1.0.0',
  needs: ['auth', provisioning],
  options: monitorOptions,
  module: MonitorModule,
  migrations: [MonitorCreate1764000000600],
  permissions: monitorPermissions,
  audit: monitorAudit,
  mails: [incidentOpenedMail, incidentClosedMail],
  webhooks: monitorWebhooks,
  jobs: [
    { name: 'probe-stores', schedule: () => '* * * * *', timeoutMs: 55_000, maxAttempts: 1, run: ProbeStores },
    {
      name: 'run-canary',
      schedule: ({ canary }) => canary ?? undefined,
      timeoutMs: 200_000,
      maxAttempts: 1,
      run: RunCanary,
    },
    { name: 'watch-slos', schedule: () => '* * * * *', timeoutMs: 55_000, maxAttempts: 1, run: WatchSlos },
  ],
  // What was measured of one database says nothing of another: it stays with the one that is in use.
  backup: {
    tables: {
      monitor_subject: 'live',
      monitor_result: 'live',
      monitor_bucket: 'live',
      monitor_incident: 'live',
      monitor_maintenance: 'live',
      monitor_walk: 'live',
    },
  },
  flags: monitorFlags,
});

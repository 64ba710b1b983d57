/** THE list: which plugins this installation has, and with which options. The console's and the portal's lists stand in their own `plugins.ts`. */
import type { PluginEntry } from '@purser/kit/backend/plugin';
import { auth } from '../plugins/auth/backend/auth.plugin.js';
import { backup } from '../plugins/backup/backend/backup.plugin.js';
import { monitor } from '../plugins/monitor/backend/monitor.plugin.js';
import { provisioning } from '../plugins/provisioning/backend/provisioning.plugin.js';
import { reset } from '../plugins/reset/backend/reset.plugin.js';
import { sync } from '../plugins/sync/backend/sync.plugin.js';
import { tasks } from '../plugins/tasks/backend/tasks.plugin.js';
import { workspace } from '../plugins/workspace/backend/workspace.plugin.js';
import type { Env } from './env.js';
import { type BackupVariables, placeOfBackups } from './env-backups.js';
import type { SessionVariables } from './env-sessions.js';

export function plugins(
  env: Pick<Env, 'SIGNING_KEYS'> &
    Partial<Pick<Env, 'SMOKE_ADDRESS' | 'AUTH_MAIL_REQUESTS'> & SessionVariables & BackupVariables>,
): PluginEntry[] {
  return [
    // accounts, sessions, operators
    auth({
      signingKeys: env.SIGNING_KEYS,
      syntheticAddress: env.SMOKE_ADDRESS,
      accessSeconds: env.AUTH_ACCESS_SECONDS,
      mailRequests: { points: env.AUTH_MAIL_REQUESTS },
      customers: { idle: env.AUTH_CUSTOMER_IDLE_SECONDS, absolute: env.AUTH_CUSTOMER_ABSOLUTE_SECONDS },
      operators: { idle: env.AUTH_OPERATOR_IDLE_SECONDS, absolute: env.AUTH_OPERATOR_ABSOLUTE_SECONDS },
    }),
    reset(), // the way back into an account
    workspace(), // where people work together
    sync(), // LiveStore's sync server
    provisioning(), // a proven store for every workspace
    monitor(), // sees it before the customer does
    backup({ keys: env.BACKUP_KEYS, schedule: env.BACKUP_SCHEDULE, ...placeOfBackups(env) }), // proven to restore
    tasks(), // the sample app
  ];
}

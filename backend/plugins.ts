/** THE list: which plugins this installation has, and with which options. The console's and the portal's lists stand in their own `plugins.ts`. */
import type { PluginEntry } from '@purser/kit/backend/plugin';
import { auth } from '../plugins/auth/backend/auth.plugin.js';
import { provisioning } from '../plugins/provisioning/backend/provisioning.plugin.js';
import { sync } from '../plugins/sync/backend/sync.plugin.js';
import { tasks } from '../plugins/tasks/backend/tasks.plugin.js';
import { workspace } from '../plugins/workspace/backend/workspace.plugin.js';
import type { Env } from './env.js';

export function plugins(env: Pick<Env, 'SIGNING_KEYS'>): PluginEntry[] {
  return [
    auth({ signingKeys: env.SIGNING_KEYS }), // accounts, sessions, operators
    workspace(), // where people work together
    sync(), // LiveStore's sync server
    provisioning(), // a proven store for every workspace
    tasks(), // the sample app
  ];
}

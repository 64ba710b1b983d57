import type { PluginEntry } from '@purser/kit/backend/plugin';
import { provisioning } from '../../plugins/provisioning/backend/provisioning.plugin.js';
import { sync } from '../../plugins/sync/backend/sync.plugin.js';
import { workspace } from '../../plugins/workspace/backend/workspace.plugin.js';
import { authForTests } from './customer.js';

/** The same in every process of one installation. */
export function houseProcessPlugins(): readonly PluginEntry[] {
  return [
    authForTests(),
    workspace({ workspacesPerOwner: 10_000 }),
    sync({ sweepMs: 500 }),
    provisioning({ backoffMaxMs: 5_000, sweepMs: 1_000 }),
  ];
}

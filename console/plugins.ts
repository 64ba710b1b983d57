/** One line per plugin that shows operators something. What is switched off is filtered at run time by the manifest. */
import type { ConsolePlugin } from '@purser/kit/console/plugin';
import { auth } from '../plugins/auth/console/index.js';
import { backup } from '../plugins/backup/console/index.js';
import { monitor } from '../plugins/monitor/console/index.js';
import { provisioning } from '../plugins/provisioning/console/index.js';
import { reset } from '../plugins/reset/console/index.js';
import { sync } from '../plugins/sync/console/index.js';
import { workspace } from '../plugins/workspace/console/index.js';
import { house } from './house/index.js';

export const plugins: readonly ConsolePlugin[] = [house, auth, reset, workspace, sync, provisioning, monitor, backup];

/** What customers see: one import line per plugin, and its place in the list. The manifest switches off what the house has off. */
import { auth } from '../plugins/auth/portal/index.js';
import { backup } from '../plugins/backup/portal/index.js';
import { provisioning } from '../plugins/provisioning/portal/index.js';
import { reset } from '../plugins/reset/portal/index.js';
import { sync } from '../plugins/sync/portal/index.js';
import { tasks } from '../plugins/tasks/portal/index.js';
import { workspace } from '../plugins/workspace/portal/index.js';

export const plugins = [auth, reset, workspace, sync, provisioning, backup, tasks];

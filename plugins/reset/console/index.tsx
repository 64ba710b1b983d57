/** What reset shows operators: one act on people. */
import { defineConsolePlugin } from '@purser/kit/console/plugin';
import { resetPermissions } from '../names.js';
import { SendRecovery } from './SendRecovery.js';

export const reset = defineConsolePlugin({
  name: 'reset',
  actions: [{ on: 'users', key: 'send-recovery', needs: resetPermissions.start.name, component: SendRecovery }],
});

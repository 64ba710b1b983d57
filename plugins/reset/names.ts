/** Permissions and audit names of reset. Safe in a browser. Its refusals are those of auth, whose tokens it spends. */
import { defineAudit, definePermissions } from '@purser/kit/names';

export const resetPermissions = definePermissions('reset', {
  start: 'Send people a mail to recover their account',
});

export const resetAudit = defineAudit('reset', {
  requested: 'Recovery of an account asked for',
  refused: 'Recovery refused',
});

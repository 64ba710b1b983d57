/** What provisioning shows customers: how far the store of their workspace is, until it can be worked in, and how full it is. */
import { definePortalPlugin } from '@purser/kit/portal/plugin';

export const provisioning = definePortalPlugin({
  name: 'provisioning',
  pages: [],
  gate: () => import('./StoreGate.js'),
  // As `provisioningActions.seeUsage`, which comes with zod, too heavy for the sign-in page; a test holds them together.
  settings: { load: () => import('./usage/Usage.js'), roles: ['owner', 'admin'] },
  messages: { en: () => import('./messages/en.js'), de: () => import('./messages/de.js') },
});

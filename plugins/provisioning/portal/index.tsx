/** What provisioning shows customers: how far the store of their workspace is, until it can be worked in. */
import { definePortalPlugin } from '@purser/kit/portal/plugin';

export const provisioning = definePortalPlugin({
  name: 'provisioning',
  pages: [],
  gate: () => import('./StoreGate.js'),
  messages: { en: () => import('./messages/en.js'), de: () => import('./messages/de.js') },
});

/** What the backup plugin shows customers: owners take their workspace along. */
import Download from '@mui/icons-material/DownloadOutlined';
import { definePortalPlugin } from '@purser/kit/portal/plugin';

export const backup = definePortalPlugin({
  name: 'backup',
  pages: [
    {
      scope: 'workspace',
      path: 'exports',
      load: () => import('./Exports.js'),
      nav: { label: 'nav', hint: 'hint', icon: Download, order: 87 },
      roles: ['owner'],
      gated: false,
    },
  ],
  messages: { en: () => import('./messages/en.js'), de: () => import('./messages/de.js') },
});

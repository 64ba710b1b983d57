import ChecklistRounded from '@mui/icons-material/ChecklistRounded';
import { definePortalPlugin } from '@purser/kit/portal/plugin';

export const tasks = definePortalPlugin({
  name: 'tasks',
  pages: [
    {
      scope: 'workspace',
      path: 'tasks',
      load: () => import('./TasksPage.js'),
      nav: { label: 'nav', hint: 'hint', icon: ChecklistRounded, order: 20 },
    },
  ],
  leftovers: () => import('./leftovers/Leftovers.js'),
  gate: () => import('./TasksGate.js'),
  messages: { en: () => import('./messages/en.js'), de: () => import('./messages/de.js') },
});

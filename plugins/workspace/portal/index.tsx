/** What the workspace plugin shows customers; the switcher of the top bar is `Switcher.tsx`. */
import Group from '@mui/icons-material/GroupOutlined';
import History from '@mui/icons-material/HistoryOutlined';
import Home from '@mui/icons-material/HomeOutlined';
import ListAlt from '@mui/icons-material/ListAltOutlined';
import Settings from '@mui/icons-material/SettingsOutlined';
import { definePortalPlugin } from '@purser/kit/portal/plugin';

export const workspace = definePortalPlugin({
  name: 'workspace',
  pages: [
    { scope: 'public', path: '/invitation', load: () => import('./invitation/Invitation.js') },
    { scope: 'account', path: '/welcome', load: () => import('./create/CreateWorkspace.js') },
    { scope: 'account', path: '/workspaces/new', load: () => import('./create/CreateWorkspace.js') },
    {
      scope: 'account',
      path: '/workspaces',
      load: () => import('./all/AllWorkspaces.js'),
      nav: { label: 'nav.all', icon: ListAlt, order: 30 },
    },
    {
      scope: 'workspace',
      path: '',
      load: () => import('./home/Home.js'),
      nav: { label: 'nav.home', icon: Home, order: 0 },
    },
    {
      scope: 'workspace',
      path: 'members',
      load: () => import('./members/Members.js'),
      nav: { label: 'nav.members', hint: 'members.hint', icon: Group, order: 80 },
      gated: false,
    },
    {
      scope: 'workspace',
      path: 'activity',
      load: () => import('./activity/Activity.js'),
      nav: { label: 'nav.activity', hint: 'activity.hint', icon: History, order: 85 },
      // As `roleTable.readActivity`, which comes with zod, too heavy for the sign-in page; a test holds them together.
      roles: ['owner', 'admin'],
      gated: false,
    },
    {
      scope: 'workspace',
      path: 'settings',
      load: () => import('./settings/Settings.js'),
      nav: { label: 'nav.settings', hint: 'settings.hint', icon: Settings, order: 90 },
      gated: false,
    },
  ],
  messages: { en: () => import('./messages/en.js'), de: () => import('./messages/de.js') },
});

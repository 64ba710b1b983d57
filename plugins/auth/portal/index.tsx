/** What auth shows customers: the ways in, and their own account. */
import Person from '@mui/icons-material/PersonOutlined';
import Shield from '@mui/icons-material/ShieldOutlined';
import { definePortalPlugin } from '@purser/kit/portal/plugin';

export const auth = definePortalPlugin({
  name: 'auth',
  pages: [
    { scope: 'public', path: '/sign-in', guestsOnly: true, load: () => import('./sign-in/SignIn.js') },
    { scope: 'public', path: '/sign-up', guestsOnly: true, load: () => import('./sign-up/SignUp.js') },
    { scope: 'public', path: '/confirm', load: () => import('./confirm/Confirm.js') },
    { scope: 'public', path: '/not-me', load: () => import('./links/NotMe.js') },
    { scope: 'public', path: '/change-address', load: () => import('./links/ChangeAddress.js') },
    { scope: 'public', path: '/undo-address', load: () => import('./links/UndoAddress.js') },
    {
      scope: 'account',
      path: '/profile',
      load: () => import('./profile/Profile.js'),
      nav: { label: 'nav.profile', icon: Person, order: 10 },
    },
    {
      scope: 'account',
      path: '/security',
      load: () => import('./security/Security.js'),
      nav: { label: 'nav.security', icon: Shield, order: 20 },
    },
  ],
  messages: { en: () => import('./messages/en.js'), de: () => import('./messages/de.js') },
});

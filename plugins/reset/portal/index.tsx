/** What reset shows customers: the way back in. */
import { definePortalPlugin } from '@purser/kit/portal/plugin';

export const reset = definePortalPlugin({
  name: 'reset',
  pages: [
    {
      scope: 'public',
      path: '/recover',
      load: () => import('./request/Recover.js'),
      offeredAtSignIn: { en: 'Forgot your password?', de: 'Passwort vergessen?' },
    },
    { scope: 'public', path: '/reset', load: () => import('./choose/Reset.js') },
  ],
  messages: { en: () => import('./messages/en.js'), de: () => import('./messages/de.js') },
});

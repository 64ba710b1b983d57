/** What sync shows customers of itself: its words in the activity of a workspace. */
import { definePortalPlugin } from '@purser/kit/portal/plugin';

export const sync = definePortalPlugin({
  name: 'sync',
  pages: [],
  messages: {
    en: {
      audit: {
        'connection-ended': 'Live connection of a device ended',
        'event-disclosed': 'Content of a single change looked at',
      },
    },
    de: {
      audit: {
        'connection-ended': 'Laufende Verbindung eines Geräts beendet',
        'event-disclosed': 'Inhalt einer einzelnen Änderung angesehen',
      },
    },
  },
});

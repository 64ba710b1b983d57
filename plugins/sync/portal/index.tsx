/** What sync shows customers of itself: its words in the activity of a workspace. */
import { definePortalPlugin } from '@purser/kit/portal/plugin';

export const sync = definePortalPlugin({
  name: 'sync',
  pages: [],
  messages: {
    en: { audit: { 'connection-ended': 'Live connection of a device ended' } },
    de: { audit: { 'connection-ended': 'Laufende Verbindung eines Geräts beendet' } },
  },
});

import { defineMail } from '@purser/kit/backend/mail';
import { z } from 'zod';

/** The same news for somebody who runs the service. Another operator ends the session; no mail opens the console. */
export const operatorNewDevice = defineMail({
  name: 'auth.operator-new-device',
  data: z.object({
    product: z.string(),
    name: z.string(),
    device: z.string(),
    /** Coarse; empty where it is not known. */
    place: z.string(),
    time: z.string(),
    link: z.url(),
  }),
  secrets: [],
  words: {
    en: {
      subject: 'New sign-in to the {{product}} console on {{device}}',
      preheader: '{{time}}. If it was you, there is nothing to do.',
      heading: 'A new device signed in to the console',
      paragraphs: [
        'Hello {{name}}, somebody signed in to the console with your password where you never signed in before.',
      ],
      facts: [
        { label: 'Device', value: '{{device}}' },
        { label: 'Place (roughly)', value: '{{place}}' },
        { label: 'Time', value: '{{time}}' },
      ],
      action: { label: 'Open the console', href: '{{link}}' },
      notes: [
        'If it was not you, ask another operator at once to suspend your account under Operators: that ends the session within two seconds.',
      ],
    },
    de: {
      subject: 'Neue Anmeldung an der Konsole von {{product}} mit {{device}}',
      preheader: '{{time}}. Waren Sie es, ist nichts zu tun.',
      heading: 'Ein neues Gerät hat sich an der Konsole angemeldet',
      paragraphs: [
        'Guten Tag {{name}}, jemand hat sich mit Ihrem Passwort an der Konsole angemeldet, wo Sie sich noch nie angemeldet haben.',
      ],
      facts: [
        { label: 'Gerät', value: '{{device}}' },
        { label: 'Ort (ungefähr)', value: '{{place}}' },
        { label: 'Zeit', value: '{{time}}' },
      ],
      action: { label: 'Konsole öffnen', href: '{{link}}' },
      notes: [
        'Waren Sie das nicht, bitten Sie sofort andere Betreiber, Ihr Konto unter „Operators“ zu sperren: Das beendet die Sitzung binnen zwei Sekunden.',
      ],
    },
  },
  sample: {
    product: 'Purser',
    name: 'Grace Hopper',
    device: 'Chrome on macOS',
    place: '',
    time: '27 November 2026 at 14:05 UTC',
    link: 'https://console.example.org/console/operators',
  },
});

import { defineMail } from '@purser/kit/backend/mail';
import { z } from 'zod';

export const passwordChanged = defineMail({
  name: 'auth.password-changed',
  data: z.object({ product: z.string(), name: z.string(), device: z.string(), link: z.url() }),
  secrets: [],
  words: {
    en: {
      subject: 'Your password for {{product}} was changed',
      preheader: 'From {{device}}. Other sessions were ended.',
      heading: 'Your password was changed',
      paragraphs: ['Hello {{name}}, the password of your account was changed from {{device}}.'],
      action: { label: 'Look at your sessions', href: '{{link}}' },
      notes: ['If that was not you, recover the account from the sign-in page now: that ends every session.'],
    },
    de: {
      subject: 'Ihr Passwort für {{product}} wurde geändert',
      preheader: 'Von {{device}}. Die übrigen Sitzungen wurden beendet.',
      heading: 'Ihr Passwort wurde geändert',
      paragraphs: ['Guten Tag {{name}}, das Passwort Ihres Kontos wurde von {{device}} aus geändert.'],
      action: { label: 'Sitzungen ansehen', href: '{{link}}' },
      notes: [
        'Waren Sie das nicht, stellen Sie das Konto jetzt auf der Anmeldeseite wieder her: Das beendet alle Sitzungen.',
      ],
    },
  },
  sample: {
    product: 'Purser',
    name: 'Ada Lovelace',
    device: 'Firefox on Linux',
    link: 'https://app.example.org/security',
  },
});

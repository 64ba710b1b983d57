import { defineMail } from '@purser/kit/backend/mail';
import { z } from 'zod';

/** To the new address, once it counts. */
export const addressChanged = defineMail({
  name: 'auth.address-changed',
  data: z.object({ product: z.string(), name: z.string(), link: z.url() }),
  secrets: [],
  words: {
    en: {
      subject: 'You sign in to {{product}} with this address now',
      preheader: 'The address of your account was changed.',
      heading: 'Your address was changed',
      paragraphs: [
        'Hello {{name}}, your account uses this address from now on: you sign in with it, and mails go here. Your password and your devices stay as they were.',
      ],
      action: { label: 'Look at your account', href: '{{link}}' },
      notes: ['The former address was told as well, and can take the change back for some days.'],
    },
    de: {
      subject: 'Sie melden sich bei {{product}} jetzt mit dieser Adresse an',
      preheader: 'Die Adresse Ihres Kontos wurde geändert.',
      heading: 'Ihre Adresse wurde geändert',
      paragraphs: [
        'Guten Tag {{name}}, Ihr Konto benutzt ab jetzt diese Adresse: Sie melden sich mit ihr an, und E-Mails gehen hierher. Ihr Passwort und Ihre Geräte bleiben, wie sie waren.',
      ],
      action: { label: 'Konto ansehen', href: '{{link}}' },
      notes: ['Auch die frühere Adresse wurde benachrichtigt; sie kann die Änderung einige Tage lang zurücknehmen.'],
    },
  },
  sample: { product: 'Purser', name: 'Ada Lovelace', link: 'https://app.example.org/security' },
});

import { defineMail } from '@purser/kit/backend/mail';
import { z } from 'zod';

/** Goes to the owner of an address somebody tried to sign up with; the one who tried learns nothing (SECURITY 19). */
export const addressKnown = defineMail({
  name: 'auth.address-known',
  capped: true,
  data: z.object({ product: z.string(), name: z.string(), link: z.url() }),
  secrets: [],
  words: {
    en: {
      subject: 'You already have an account with {{product}}',
      preheader: 'Somebody, probably you, tried to sign up with this address.',
      heading: 'Hello again, {{name}}',
      paragraphs: [
        'Somebody, probably you, tried to sign up with this address. You have an account already; nothing was changed in it.',
      ],
      action: { label: 'Sign in', href: '{{link}}' },
      notes: [
        'If you forgot the password, you can recover the account from the sign-in page. If it was not you, do nothing.',
      ],
    },
    de: {
      subject: 'Sie haben schon ein Konto bei {{product}}',
      preheader: 'Jemand, wahrscheinlich Sie, wollte sich mit dieser Adresse registrieren.',
      heading: 'Willkommen zurück, {{name}}',
      paragraphs: [
        'Jemand, wahrscheinlich Sie, wollte sich mit dieser Adresse registrieren. Sie haben schon ein Konto; daran wurde nichts geändert.',
      ],
      action: { label: 'Anmelden', href: '{{link}}' },
      notes: [
        'Haben Sie das Passwort vergessen, können Sie das Konto auf der Anmeldeseite wiederherstellen. Waren Sie das nicht, tun Sie nichts.',
      ],
    },
  },
  sample: { product: 'Purser', name: 'Ada Lovelace', link: 'https://app.example.org/sign-in' },
});

import { defineMail } from '@purser/kit/backend/mail';
import { z } from 'zod';

export const recoverAccount = defineMail({
  name: 'reset.recover-account',
  capped: true,
  data: z.object({
    product: z.string(),
    name: z.string(),
    link: z.url(),
    code: z.string(),
    codeMinutes: z.number(),
    linkMinutes: z.number(),
  }),
  words: {
    en: {
      subject: 'Choose a new password for {{product}}',
      preheader: 'One click, or a code to type, and you can choose a new one.',
      heading: 'Back into your account',
      paragraphs: [
        'Hello {{name}}, somebody, probably you, asked for a new password. Nothing has changed yet: choose one on the page behind this button.',
      ],
      action: { label: 'Choose a new password', href: '{{link}}' },
      code: '{{code}}',
      notes: [
        'On another device, type the code there instead; it works for {{codeMinutes}} minutes. The button works for {{linkMinutes}} minutes, once.',
        'If you did not ask for this, do nothing: your password stays as it is.',
      ],
    },
    de: {
      subject: 'Wählen Sie ein neues Passwort für {{product}}',
      preheader: 'Ein Klick oder ein Code, dann können Sie ein neues wählen.',
      heading: 'Zurück in Ihr Konto',
      paragraphs: [
        'Guten Tag {{name}}, jemand, wahrscheinlich Sie, hat um ein neues Passwort gebeten. Noch ist nichts geändert: Wählen Sie eines auf der Seite hinter dieser Schaltfläche.',
      ],
      action: { label: 'Neues Passwort wählen', href: '{{link}}' },
      code: '{{code}}',
      notes: [
        'Auf einem anderen Gerät tippen Sie stattdessen dort den Code ein; er gilt {{codeMinutes}} Minuten. Die Schaltfläche gilt {{linkMinutes}} Minuten, ein Mal.',
        'Haben Sie nicht darum gebeten, tun Sie nichts: Ihr Passwort bleibt, wie es ist.',
      ],
    },
  },
  sample: {
    product: 'Purser',
    name: 'Ada Lovelace',
    link: 'https://app.example.org/reset#token=sample',
    code: 'K7QM-2RXD',
    codeMinutes: 10,
    linkMinutes: 60,
  },
});

import { defineMail } from '@purser/kit/backend/mail';
import { z } from 'zod';

export const confirmAddress = defineMail({
  name: 'auth.confirm-address',
  capped: true,
  data: z.object({
    product: z.string(),
    name: z.string(),
    link: z.url(),
    code: z.string(),
    codeMinutes: z.number(),
    linkHours: z.number(),
  }),
  words: {
    en: {
      subject: 'Confirm your address for {{product}}',
      preheader: 'One click, or a code to type, and you can sign in.',
      heading: 'Welcome, {{name}}',
      paragraphs: ['Please confirm that this address is yours. After that you can sign in.'],
      action: { label: 'Confirm address', href: '{{link}}' },
      code: '{{code}}',
      notes: [
        'On another device, type the code there instead; it works for {{codeMinutes}} minutes. The button works for {{linkHours}} hours.',
        'If you did not sign up, ignore this mail: without your click nothing happens.',
      ],
    },
    de: {
      subject: 'Bestätigen Sie Ihre Adresse für {{product}}',
      preheader: 'Ein Klick oder ein Code, dann können Sie sich anmelden.',
      heading: 'Willkommen, {{name}}',
      paragraphs: ['Bitte bestätigen Sie, dass diese Adresse Ihnen gehört. Danach können Sie sich anmelden.'],
      action: { label: 'Adresse bestätigen', href: '{{link}}' },
      code: '{{code}}',
      notes: [
        'Auf einem anderen Gerät tippen Sie stattdessen dort den Code ein; er gilt {{codeMinutes}} Minuten. Die Schaltfläche gilt {{linkHours}} Stunden.',
        'Haben Sie sich nicht registriert, tun Sie nichts: Ohne Ihren Klick geschieht nichts.',
      ],
    },
  },
  sample: {
    product: 'Purser',
    name: 'Ada Lovelace',
    link: 'https://app.example.org/confirm#token=sample',
    code: 'K7QM-2RXD',
    codeMinutes: 10,
    linkHours: 24,
  },
});

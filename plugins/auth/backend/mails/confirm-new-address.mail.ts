import { defineMail } from '@purser/kit/backend/mail';
import { z } from 'zod';

/** To the address somebody wants to use from now on: nothing changes before it is proven. */
export const confirmNewAddress = defineMail({
  name: 'auth.confirm-new-address',
  capped: true,
  data: z.object({
    product: z.string(),
    name: z.string(),
    oldEmail: z.string(),
    link: z.url(),
    code: z.string(),
    codeMinutes: z.number(),
    linkHours: z.number(),
  }),
  secrets: ['link', 'code'],
  words: {
    en: {
      subject: 'Confirm your new address for {{product}}',
      preheader: 'One click, or a code to type, and you sign in with this address.',
      heading: 'Is this your new address?',
      paragraphs: [
        'Hello {{name}}, the account {{oldEmail}} wants to use this address instead. Please confirm that it is yours; from then on you sign in with it.',
      ],
      action: { label: 'Confirm the new address', href: '{{link}}' },
      code: '{{code}}',
      notes: [
        'Or type the code on the Security page where you asked for the change; it works for {{codeMinutes}} minutes. The button works for {{linkHours}} hours.',
        'If you do not know this account, ignore this mail: without your click nothing happens.',
      ],
    },
    de: {
      subject: 'Bestätigen Sie Ihre neue Adresse für {{product}}',
      preheader: 'Ein Klick oder ein Code, dann melden Sie sich mit dieser Adresse an.',
      heading: 'Ist das Ihre neue Adresse?',
      paragraphs: [
        'Guten Tag {{name}}, das Konto {{oldEmail}} möchte künftig diese Adresse benutzen. Bitte bestätigen Sie, dass sie Ihnen gehört; danach melden Sie sich mit ihr an.',
      ],
      action: { label: 'Neue Adresse bestätigen', href: '{{link}}' },
      code: '{{code}}',
      notes: [
        'Oder tippen Sie den Code auf der Seite „Sicherheit“ ein, auf der Sie die Änderung begonnen haben; er gilt {{codeMinutes}} Minuten. Die Schaltfläche gilt {{linkHours}} Stunden.',
        'Kennen Sie dieses Konto nicht, tun Sie nichts: Ohne Ihren Klick geschieht nichts.',
      ],
    },
  },
  sample: {
    product: 'Purser',
    name: 'Ada Lovelace',
    oldEmail: 'a•••@example.org',
    link: 'https://app.example.org/change-address#token=sample',
    code: 'K7QM-2RXD',
    codeMinutes: 10,
    linkHours: 24,
  },
});

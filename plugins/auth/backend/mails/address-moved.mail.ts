import { defineMail } from '@purser/kit/backend/mail';
import { z } from 'zod';

/** To the former address, when the account moved on: the one way back for somebody whose account was taken (SECURITY 21). */
export const addressMoved = defineMail({
  name: 'auth.address-moved',
  data: z.object({
    product: z.string(),
    name: z.string(),
    /** Masked: the old mailbox need not learn the new address. */
    newEmail: z.string(),
    time: z.string(),
    link: z.url(),
    linkDays: z.number(),
  }),
  secrets: ['link'],
  words: {
    en: {
      subject: 'The address of your {{product}} account was changed',
      preheader: 'It is no longer this one. If it was not you, take it back.',
      heading: 'Your account has a new address',
      paragraphs: [
        'Hello {{name}}, your account no longer uses this address. If you changed it, there is nothing to do.',
      ],
      facts: [
        { label: 'New address', value: '{{newEmail}}' },
        { label: 'Time', value: '{{time}}' },
      ],
      action: { label: 'I did not change it', href: '{{link}}' },
      notes: [
        'The button opens a page; there you put this address back, which signs out every device, and then choose a new password. It works for {{linkDays}} days, once.',
      ],
    },
    de: {
      subject: 'Die Adresse Ihres Kontos bei {{product}} wurde geändert',
      preheader: 'Es ist nicht mehr diese. Waren Sie das nicht, holen Sie sie zurück.',
      heading: 'Ihr Konto hat eine neue Adresse',
      paragraphs: [
        'Guten Tag {{name}}, Ihr Konto benutzt diese Adresse nicht mehr. Haben Sie sie geändert, ist nichts zu tun.',
      ],
      facts: [
        { label: 'Neue Adresse', value: '{{newEmail}}' },
        { label: 'Zeit', value: '{{time}}' },
      ],
      action: { label: 'Das war ich nicht', href: '{{link}}' },
      notes: [
        'Die Schaltfläche öffnet eine Seite; dort setzen Sie diese Adresse wieder ein, was alle Geräte abmeldet, und wählen danach ein neues Passwort. Sie gilt {{linkDays}} Tage, ein Mal.',
      ],
    },
  },
  sample: {
    product: 'Purser',
    name: 'Ada Lovelace',
    newEmail: 'a•••@example.com',
    time: '27 November 2026 at 14:05 UTC',
    link: 'https://app.example.org/undo-address#token=sample',
    linkDays: 7,
  },
});

import { defineMail } from '@purser/kit/backend/mail';
import { z } from 'zod';

export const accountRestored = defineMail({
  name: 'auth.account-restored',
  data: z.object({
    product: z.string(),
    name: z.string(),
    /** Empty unless the operator marked it for the person. */
    reason: z.string(),
    link: z.url(),
  }),
  secrets: [],
  words: {
    en: {
      subject: 'Your account at {{product}} is active again',
      preheader: 'You can sign in as before.',
      heading: 'Your account is active again',
      paragraphs: [
        'Hello {{name}}, your account is no longer suspended. You can sign in as before; everything in it is still there.',
        '{{#if reason}}The people who run the service say: {{reason}}{{/if}}',
      ],
      action: { label: 'Sign in', href: '{{link}}' },
      notes: ['Devices on which you worked send what they kept as soon as you sign in there.'],
    },
    de: {
      subject: 'Ihr Konto bei {{product}} ist wieder frei',
      preheader: 'Sie können sich wie zuvor anmelden.',
      heading: 'Ihr Konto ist wieder frei',
      paragraphs: [
        'Guten Tag {{name}}, Ihr Konto ist nicht mehr gesperrt. Sie können sich wie zuvor anmelden; alles darin ist noch da.',
        '{{#if reason}}Die Betreiber sagen dazu: {{reason}}{{/if}}',
      ],
      action: { label: 'Anmelden', href: '{{link}}' },
      notes: [
        'Geräte, auf denen Sie gearbeitet haben, senden, was sie aufgehoben haben, sobald Sie sich dort anmelden.',
      ],
    },
  },
  sample: { product: 'Purser', name: 'Ada Lovelace', reason: '', link: 'https://app.example.org/sign-in' },
});

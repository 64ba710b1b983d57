import { defineMail } from '@purser/kit/backend/mail';
import { z } from 'zod';

/** The address is proven: where to begin. */
export const welcome = defineMail({
  name: 'auth.welcome',
  data: z.object({ product: z.string(), name: z.string(), link: z.url() }),
  secrets: [],
  words: {
    en: {
      subject: 'Welcome to {{product}}',
      preheader: 'Your address is confirmed and your account is ready.',
      heading: 'Welcome, {{name}}',
      paragraphs: [
        'Your address is confirmed, and your account is ready. Sign in to create a workspace, or to join one that you were invited to.',
      ],
      action: { label: 'Open {{product}}', href: '{{link}}' },
      notes: ['You sign in with this address. Mails about the safety of your account go here, too.'],
    },
    de: {
      subject: 'Willkommen bei {{product}}',
      preheader: 'Ihre Adresse ist bestätigt, Ihr Konto ist bereit.',
      heading: 'Willkommen, {{name}}',
      paragraphs: [
        'Ihre Adresse ist bestätigt, und Ihr Konto ist bereit. Melden Sie sich an, um einen Arbeitsbereich anzulegen oder einem beizutreten, in den Sie eingeladen wurden.',
      ],
      action: { label: '{{product}} öffnen', href: '{{link}}' },
      notes: ['Sie melden sich mit dieser Adresse an. Auch E-Mails zur Sicherheit Ihres Kontos gehen hierher.'],
    },
  },
  sample: { product: 'Purser', name: 'Ada Lovelace', link: 'https://app.example.org/sign-in' },
});

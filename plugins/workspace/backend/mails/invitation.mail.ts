import { defineMail } from '@purser/kit/backend/mail';
import { z } from 'zod';

/** `role` is the word of the mail's language; `message` is empty when the inviter wrote none. */
export const invitationMail = defineMail({
  name: 'workspace.invitation',
  data: z.object({
    product: z.string(),
    inviter: z.string(),
    workspace: z.string(),
    role: z.string(),
    message: z.string(),
    link: z.url(),
    days: z.number(),
  }),
  words: {
    en: {
      subject: '{{inviter}} invites you to “{{workspace}}”',
      preheader: 'Open the invitation to see it; nothing happens before you accept.',
      heading: 'Join {{workspace}}',
      paragraphs: [
        '{{inviter}} invites you to work in “{{workspace}}” on {{product}}, as {{role}}.',
        '{{#if message}}{{inviter}} writes: “{{message}}”{{else}}You can look at the invitation first and decide then.{{/if}}',
      ],
      action: { label: 'See the invitation', href: '{{link}}' },
      notes: [
        'The button works for {{days}} days and only for this address. Without an account you can make one there.',
        'If you do not know {{inviter}}, ignore this mail: without your answer nothing happens.',
      ],
    },
    de: {
      subject: '{{inviter}} lädt Sie zu „{{workspace}}“ ein',
      preheader: 'Sehen Sie sich die Einladung an; ohne Ihre Zusage geschieht nichts.',
      heading: 'Einladung zu {{workspace}}',
      paragraphs: [
        '{{inviter}} lädt Sie ein, bei {{product}} in „{{workspace}}“ mitzuarbeiten: als {{role}}.',
        '{{#if message}}{{inviter}} schreibt: „{{message}}“{{else}}Sie können sich die Einladung zuerst ansehen und dann entscheiden.{{/if}}',
      ],
      action: { label: 'Einladung ansehen', href: '{{link}}' },
      notes: [
        'Die Schaltfläche gilt {{days}} Tage und nur für diese Adresse. Haben Sie noch kein Konto, können Sie dort eines anlegen.',
        'Kennen Sie {{inviter}} nicht, tun Sie nichts: Ohne Ihre Antwort geschieht nichts.',
      ],
    },
  },
  sample: {
    product: 'Purser',
    inviter: 'Ada Lovelace',
    workspace: 'Analytical Engines',
    role: 'member',
    message: 'We start on Monday.',
    link: 'https://app.example.org/invitation#token=sample',
    days: 7,
  },
});

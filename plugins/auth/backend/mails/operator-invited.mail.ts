import { defineMail } from '@purser/kit/backend/mail';
import { z } from 'zod';

/** To somebody who shall run the service: the console is theirs once they chose a password. */
export const operatorInvited = defineMail({
  name: 'auth.operator-invited',
  data: z.object({
    product: z.string(),
    name: z.string(),
    /** Who invited them; "The installation" for the command line. */
    by: z.string(),
    roles: z.string(),
    link: z.url(),
    linkDays: z.number(),
  }),
  secrets: ['link'],
  words: {
    en: {
      subject: 'You are invited to the {{product}} console',
      preheader: 'Choose your password to begin.',
      heading: 'You are an operator of {{product}}',
      paragraphs: ['Hello {{name}}, you can use the console of {{product}} as soon as you chose a password.'],
      facts: [
        { label: 'Invited by', value: '{{by}}' },
        { label: 'Roles', value: '{{roles}}' },
      ],
      action: { label: 'Choose your password', href: '{{link}}' },
      notes: [
        'The button works for {{linkDays}} days, once. After that ask for a new invitation.',
        'If you do not expect this, ignore the mail: without a password nobody can sign in.',
      ],
    },
    de: {
      subject: 'Sie sind zur Konsole von {{product}} eingeladen',
      preheader: 'Wählen Sie Ihr Passwort, dann geht es los.',
      heading: 'Sie betreiben {{product}} mit',
      paragraphs: [
        'Guten Tag {{name}}, Sie können die Konsole von {{product}} benutzen, sobald Sie ein Passwort gewählt haben.',
      ],
      facts: [
        { label: 'Eingeladen von', value: '{{by}}' },
        { label: 'Rollen', value: '{{roles}}' },
      ],
      action: { label: 'Passwort wählen', href: '{{link}}' },
      notes: [
        'Die Schaltfläche gilt {{linkDays}} Tage, ein Mal. Danach bitten Sie um eine neue Einladung.',
        'Erwarten Sie das nicht, tun Sie nichts: Ohne Passwort kann sich niemand anmelden.',
      ],
    },
  },
  sample: {
    product: 'Purser',
    name: 'Grace Hopper',
    by: 'olga@example.org',
    roles: 'operator, support',
    link: 'https://console.example.org/console/first-password#token=sample',
    linkDays: 7,
  },
});

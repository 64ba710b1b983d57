import { defineMail } from '@purser/kit/backend/mail';
import { z } from 'zod';

export const accountSuspended = defineMail({
  name: 'auth.account-suspended',
  data: z.object({
    product: z.string(),
    name: z.string(),
    /** Empty unless the operator marked it for the person. */
    reason: z.string(),
  }),
  words: {
    en: {
      subject: 'Your account at {{product}} is suspended',
      preheader: 'Nothing in it was deleted.',
      heading: 'Your account is suspended',
      paragraphs: [
        'Hello {{name}}, the people who run {{product}} suspended your account. You are signed out everywhere and cannot sign in for now.',
        '{{#if reason}}They say: {{reason}}{{/if}}',
        'Nothing was deleted. What your devices had not synced stays on them.',
      ],
      notes: ['If you think that this is a mistake, write to the people who run this service.'],
    },
    de: {
      subject: 'Ihr Konto bei {{product}} ist gesperrt',
      preheader: 'Nichts darin wurde gelöscht.',
      heading: 'Ihr Konto ist gesperrt',
      paragraphs: [
        'Guten Tag {{name}}, die Betreiber von {{product}} haben Ihr Konto gesperrt. Sie sind überall abgemeldet und können sich vorerst nicht anmelden.',
        '{{#if reason}}Ihre Begründung: {{reason}}{{/if}}',
        'Nichts wurde gelöscht. Was Ihre Geräte nicht abgeglichen hatten, bleibt auf ihnen.',
      ],
      notes: ['Halten Sie das für einen Irrtum, schreiben Sie den Betreibern dieses Dienstes.'],
    },
  },
  sample: { product: 'Purser', name: 'Ada Lovelace', reason: 'We could not reach you about an unpaid invoice.' },
});

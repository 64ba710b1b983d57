import { defineMail } from '@purser/kit/backend/mail';
import { z } from 'zod';

/** A sign-in where this person never signed in before (SECURITY 22). The button ends that session and starts recovery. */
export const newDevice = defineMail({
  name: 'auth.new-device',
  data: z.object({
    product: z.string(),
    name: z.string(),
    device: z.string(),
    /** Coarse; empty where it is not known. */
    place: z.string(),
    /** As the recipient reads it. */
    time: z.string(),
    link: z.url(),
    linkDays: z.number(),
  }),
  secrets: ['link'],
  words: {
    en: {
      subject: 'New sign-in to {{product}} on {{device}}',
      preheader: '{{time}}. If it was you, there is nothing to do.',
      heading: 'A new device signed in to your account',
      paragraphs: [
        'Hello {{name}}, somebody signed in with your password where you never signed in before. If it was you, there is nothing to do.',
      ],
      facts: [
        { label: 'Device', value: '{{device}}' },
        { label: 'Place (roughly)', value: '{{place}}' },
        { label: 'Time', value: '{{time}}' },
      ],
      action: { label: 'This wasn’t me', href: '{{link}}' },
      notes: [
        'The button opens a page; there you end that session and choose a new password. It works for {{linkDays}} days, once.',
      ],
    },
    de: {
      subject: 'Neue Anmeldung bei {{product}} mit {{device}}',
      preheader: '{{time}}. Waren Sie es, ist nichts zu tun.',
      heading: 'Ein neues Gerät hat sich an Ihrem Konto angemeldet',
      paragraphs: [
        'Guten Tag {{name}}, jemand hat sich mit Ihrem Passwort angemeldet, wo Sie sich noch nie angemeldet haben. Waren Sie es, ist nichts zu tun.',
      ],
      facts: [
        { label: 'Gerät', value: '{{device}}' },
        { label: 'Ort (ungefähr)', value: '{{place}}' },
        { label: 'Zeit', value: '{{time}}' },
      ],
      action: { label: 'Das war ich nicht', href: '{{link}}' },
      notes: [
        'Die Schaltfläche öffnet eine Seite; dort beenden Sie die Sitzung und wählen ein neues Passwort. Sie gilt {{linkDays}} Tage, ein Mal.',
      ],
    },
  },
  sample: {
    product: 'Purser',
    name: 'Ada Lovelace',
    device: 'Firefox on Linux',
    place: 'Hamburg, DE',
    time: '27 November 2026 at 14:05 UTC',
    link: 'https://app.example.org/not-me#token=sample',
    linkDays: 7,
  },
});

import { defineMail } from '@purser/kit/backend/mail';
import { z } from 'zod';

const link = 'https://console.example.org/console/incidents/0198a2f0-5d5e-7c3a-9a53-2b4f60c1de20/show';

/** To operators who may announce maintenance. They read English; the German words are there as everywhere. */
export const incidentOpenedMail = defineMail({
  name: 'monitor.incident-opened',
  data: z.object({ subject: z.string(), cause: z.string(), detail: z.string(), at: z.string(), link: z.url() }),
  secrets: [],
  sample: {
    subject: 'process:web-1:3000',
    cause: 'live-delivery',
    detail: 'Probe: live-delivery: the pushed event did not reach the live pull in time',
    at: '2026-11-25 02:15 UTC',
    link,
  },
  words: {
    en: {
      subject: '{{product}}: {{subject}} does not answer as it should',
      preheader: '{{cause}}',
      heading: 'Something does not work',
      paragraphs: ['{{detail}}', 'No data is touched by this, and devices keep what they have not sent yet.'],
      facts: [
        { label: 'What', value: '{{subject}}' },
        { label: 'Failing at', value: '{{cause}}' },
        { label: 'Since', value: '{{at}}' },
      ],
      action: { label: 'Look at it', href: '{{link}}' },
      notes: ['You get one mail for this incident, and one when it is over. docs/runbooks.md says what to do.'],
    },
    de: {
      subject: '{{product}}: {{subject}} antwortet nicht, wie es soll',
      preheader: '{{cause}}',
      heading: 'Etwas funktioniert nicht',
      paragraphs: [
        '{{detail}}',
        'Daten sind davon nicht berührt, und Geräte behalten, was sie noch nicht gesendet haben.',
      ],
      facts: [
        { label: 'Was', value: '{{subject}}' },
        { label: 'Scheitert an', value: '{{cause}}' },
        { label: 'Seit', value: '{{at}}' },
      ],
      action: { label: 'Ansehen', href: '{{link}}' },
      notes: [
        'Zu diesem Vorfall kommt eine Nachricht, und eine, wenn er vorbei ist. docs/runbooks.md sagt, was zu tun ist.',
      ],
    },
  },
});

export const incidentClosedMail = defineMail({
  name: 'monitor.incident-closed',
  data: z.object({ subject: z.string(), minutes: z.number(), link: z.url() }),
  secrets: [],
  sample: { subject: 'process:web-1:3000', minutes: 3, link },
  words: {
    en: {
      subject: '{{product}}: {{subject}} answers again',
      preheader: 'After {{minutes}} min',
      heading: 'It works again',
      paragraphs: ['{{subject}} answers as it should again, after {{minutes}} min. There is nothing left to do.'],
      facts: [],
      action: { label: 'Look at what it was', href: '{{link}}' },
      notes: [],
    },
    de: {
      subject: '{{product}}: {{subject}} antwortet wieder',
      preheader: 'Nach {{minutes}} min',
      heading: 'Es funktioniert wieder',
      paragraphs: ['{{subject}} antwortet wieder, wie es soll, nach {{minutes}} min. Es ist nichts mehr zu tun.'],
      facts: [],
      action: { label: 'Ansehen, was es war', href: '{{link}}' },
      notes: [],
    },
  },
});

import { defineMail } from '@purser/kit/backend/mail';
import { z } from 'zod';

export const exportReadyMail = defineMail({
  name: 'backup.export-ready',
  data: z.object({ name: z.string(), workspace: z.string(), days: z.number(), link: z.url() }),
  secrets: [],
  sample: {
    name: 'Ada Lovelace',
    workspace: 'Analytical Engine',
    days: 7,
    link: 'https://app.example.org/w/0198a2f0-5d5e-7c3a-9a53-2b4f60c1de10/exports',
  },
  words: {
    en: {
      subject: 'Your export of {{workspace}} is ready',
      preheader: 'It can be downloaded for {{days}} days.',
      heading: 'Your export is ready',
      paragraphs: ['Hello {{name}}, the export of {{workspace}} that you asked for is ready to be downloaded.'],
      action: { label: 'Open exports', href: '{{link}}' },
      notes: ['It is deleted after {{days}} days. You need to be signed in as an owner of the workspace.'],
    },
    de: {
      subject: 'Ihr Export von {{workspace}} ist fertig',
      preheader: 'Er lässt sich {{days}} Tage lang herunterladen.',
      heading: 'Ihr Export ist fertig',
      paragraphs: [
        'Hallo {{name}}, der Export von {{workspace}}, um den Sie gebeten haben, liegt zum Herunterladen bereit.',
      ],
      action: { label: 'Exporte öffnen', href: '{{link}}' },
      notes: ['Er wird nach {{days}} Tagen gelöscht. Sie müssen als Inhaber des Arbeitsbereichs angemeldet sein.'],
    },
  },
});

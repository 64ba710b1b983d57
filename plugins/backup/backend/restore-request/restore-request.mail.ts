import { defineMail } from '@purser/kit/backend/mail';
import { z } from 'zod';

const at = '2026-11-26 02:15 UTC';
const exportsPage = 'https://app.example.org/w/0198a2f0-5d5e-7c3a-9a53-2b4f60c1de10/exports';

/** To operators. */
export const restoreAskedMail = defineMail({
  name: 'backup.restore-asked',
  data: z.object({ workspace: z.string(), name: z.string(), at: z.string(), reason: z.string(), link: z.url() }),
  secrets: [],
  sample: {
    workspace: 'Analytical Engine',
    name: 'Ada Lovelace',
    at,
    reason: 'Somebody deleted the whole board yesterday evening.',
    link: 'https://console.example.org/console/restore-requests/0198a2f0-5d5e-7c3a-9a53-2b4f60c1de12/show',
  },
  words: {
    en: {
      subject: 'A restore of {{workspace}} is asked for',
      preheader: '{{name}}: {{reason}}',
      heading: 'An owner asks for a restore',
      paragraphs: ['{{name}} asks to have {{workspace}} back as it was: {{reason}}'],
      facts: [
        { label: 'Workspace', value: '{{workspace}}' },
        { label: 'As it was at', value: '{{at}}' },
      ],
      action: { label: 'Answer', href: '{{link}}' },
      notes: ['Nothing happens until somebody approves or declines it. The owner is told either way.'],
    },
    de: {
      subject: 'Eine Wiederherstellung von {{workspace}} ist gewünscht',
      preheader: '{{name}}: {{reason}}',
      heading: 'Wunsch nach einer Wiederherstellung',
      paragraphs: ['{{name}} möchte {{workspace}} in einem früheren Stand zurück: {{reason}}'],
      facts: [
        { label: 'Arbeitsbereich', value: '{{workspace}}' },
        { label: 'Stand', value: '{{at}}' },
      ],
      action: { label: 'Antworten', href: '{{link}}' },
      notes: ['Es geschieht nichts, bis jemand zustimmt oder ablehnt. Wer gefragt hat, erfährt es in jedem Fall.'],
    },
  },
});

export const restoreDeclinedMail = defineMail({
  name: 'backup.restore-declined',
  data: z.object({ name: z.string(), workspace: z.string(), at: z.string(), answer: z.string(), link: z.url() }),
  secrets: [],
  sample: {
    name: 'Ada Lovelace',
    workspace: 'Analytical Engine',
    at,
    answer: 'The board is complete: it was archived, see Done.',
    link: exportsPage,
  },
  words: {
    en: {
      subject: 'Your request about {{workspace}} was declined',
      preheader: '{{answer}}',
      heading: 'Your workspace was not restored',
      paragraphs: [
        'Hello {{name}}, you asked to have {{workspace}} back as it was at {{at}}. That was declined:',
        '{{answer}}',
      ],
      action: { label: 'Open the page', href: '{{link}}' },
      notes: ['Nothing in the workspace was changed. You can ask again, also for another moment.'],
    },
    de: {
      subject: 'Ihr Wunsch zu {{workspace}} wurde abgelehnt',
      preheader: '{{answer}}',
      heading: 'Ihr Arbeitsbereich wurde nicht wiederhergestellt',
      paragraphs: [
        'Hallo {{name}}, Sie wollten {{workspace}} im Stand von {{at}} zurück. Das wurde abgelehnt:',
        '{{answer}}',
      ],
      action: { label: 'Seite öffnen', href: '{{link}}' },
      notes: ['Im Arbeitsbereich wurde nichts geändert. Sie können erneut fragen, auch nach einem anderen Stand.'],
    },
  },
});

export const restoreDoneMail = defineMail({
  name: 'backup.restore-done',
  data: z.object({
    name: z.string(),
    workspace: z.string(),
    at: z.string(),
    /** As a new workspace beside the one there is. */
    beside: z.boolean(),
    link: z.url(),
  }),
  secrets: [],
  sample: { name: 'Ada Lovelace', workspace: 'Analytical Engine', at, beside: true, link: exportsPage },
  words: {
    en: {
      subject: '{{workspace}} was restored',
      preheader: 'As it was at {{at}}.',
      heading: 'Your workspace is back',
      paragraphs: [
        'Hello {{name}}, {{workspace}} was restored as it was at {{at}}.',
        '{{#if beside}}It stands beside the one you have, as a new workspace that only its owners see: invite the others when you have looked at it.{{else}}It took the place of what was there. Changes that were newer are set aside: whoever made them can download them or add them again.{{/if}}',
      ],
      action: { label: 'Open the workspace', href: '{{link}}' },
    },
    de: {
      subject: '{{workspace}} wurde wiederhergestellt',
      preheader: 'Im Stand von {{at}}.',
      heading: 'Ihr Arbeitsbereich ist zurück',
      paragraphs: [
        'Hallo {{name}}, {{workspace}} wurde im Stand von {{at}} wiederhergestellt.',
        '{{#if beside}}Er steht als neuer Arbeitsbereich neben dem bisherigen, den nur seine Inhaber sehen: Laden Sie die anderen ein, wenn Sie ihn angesehen haben.{{else}}Er steht an der Stelle des bisherigen. Neuere Änderungen sind beiseitegelegt: Wer sie gemacht hat, kann sie herunterladen oder wieder hinzufügen.{{/if}}',
      ],
      action: { label: 'Arbeitsbereich öffnen', href: '{{link}}' },
    },
  },
});

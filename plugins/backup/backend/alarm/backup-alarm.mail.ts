import { defineMail } from '@purser/kit/backend/mail';
import { z } from 'zod';

/** To operators who may change what is backed up. They read English; the German words are there as everywhere. */
export const backupFailedMail = defineMail({
  name: 'backup.failed',
  data: z.object({ policy: z.string(), state: z.string(), code: z.string(), message: z.string(), link: z.url() }),
  secrets: [],
  sample: {
    policy: 'Nightly',
    state: 'failed',
    code: 'target_full',
    message: 'The target has no room left.',
    link: 'https://console.example.org/console/backups/0198a2f0-5d5e-7c3a-9a53-2b4f60c1de10/show',
  },
  words: {
    en: {
      subject: 'A backup of {{product}} {{state}}',
      preheader: '{{code}}',
      heading: 'A backup did not end well',
      paragraphs: ['{{message}}', 'Nothing of the live data was touched, and former backups are still there.'],
      facts: [
        { label: 'Policy', value: '{{policy}}' },
        { label: 'Result', value: '{{state}}' },
        { label: 'Code', value: '{{code}}' },
      ],
      action: { label: 'Look at it', href: '{{link}}' },
      notes: ['docs/backup.md says of every code what it means and what to do.'],
    },
    de: {
      subject: 'Eine Sicherung von {{product}} ist fehlgeschlagen',
      preheader: '{{code}}',
      heading: 'Eine Sicherung ist nicht gut ausgegangen',
      paragraphs: ['{{message}}', 'Die laufenden Daten sind unberührt, und frühere Sicherungen sind noch da.'],
      facts: [
        { label: 'Regel', value: '{{policy}}' },
        { label: 'Ergebnis', value: '{{state}}' },
        { label: 'Code', value: '{{code}}' },
      ],
      action: { label: 'Ansehen', href: '{{link}}' },
      notes: ['docs/backup.md sagt zu jedem Code, was er bedeutet und was zu tun ist.'],
    },
  },
});

export const backupStaleMail = defineMail({
  name: 'backup.stale',
  data: z.object({ policy: z.string(), hours: z.number(), last: z.string(), link: z.url() }),
  secrets: [],
  sample: {
    policy: 'Nightly',
    hours: 26,
    last: '2026-11-25 02:15 UTC',
    link: 'https://console.example.org/console/backups',
  },
  words: {
    en: {
      subject: 'No backup of {{product}} has succeeded for {{hours}} hours',
      preheader: 'Policy {{policy}}',
      heading: 'There is no fresh backup',
      paragraphs: [
        'No backup of the policy {{policy}} has succeeded for more than {{hours}} hours. Perhaps none was tried: is a worker running?',
      ],
      facts: [{ label: 'Last one that succeeded', value: '{{last}}' }],
      action: { label: 'See all backups', href: '{{link}}' },
      notes: ['You get this once a day until one succeeds.'],
    },
    de: {
      subject: 'Seit {{hours}} Stunden ist keine Sicherung von {{product}} gelungen',
      preheader: 'Regel {{policy}}',
      heading: 'Es gibt keine frische Sicherung',
      paragraphs: [
        'Seit mehr als {{hours}} Stunden ist keine Sicherung der Regel {{policy}} gelungen. Vielleicht wurde keine versucht: läuft ein Worker?',
      ],
      facts: [{ label: 'Letzte gelungene', value: '{{last}}' }],
      action: { label: 'Alle Sicherungen ansehen', href: '{{link}}' },
      notes: ['Diese Nachricht kommt einmal am Tag, bis eine gelingt.'],
    },
  },
});

export const drillFailedMail = defineMail({
  name: 'backup.drill-failed',
  data: z.object({ code: z.string(), message: z.string(), link: z.url() }),
  secrets: [],
  sample: {
    code: 'corrupt_block',
    message: 'The block 17 of the archive is not what was written.',
    link: 'https://console.example.org/console/drills/0198a2f0-5d5e-7c3a-9a53-2b4f60c1de12/show',
  },
  words: {
    en: {
      subject: 'A restore drill of {{product}} failed',
      preheader: '{{code}}',
      heading: 'A backup could not be restored',
      paragraphs: ['{{message}}', 'This was a drill: nothing of the live data was touched.'],
      facts: [{ label: 'Code', value: '{{code}}' }],
      action: { label: 'Look at it', href: '{{link}}' },
      notes: ['Take a new backup and drill it before you trust the older ones.'],
    },
    de: {
      subject: 'Eine Wiederherstellungsprobe von {{product}} ist fehlgeschlagen',
      preheader: '{{code}}',
      heading: 'Eine Sicherung ließ sich nicht wiederherstellen',
      paragraphs: ['{{message}}', 'Es war eine Probe: Die laufenden Daten sind unberührt.'],
      facts: [{ label: 'Code', value: '{{code}}' }],
      action: { label: 'Ansehen', href: '{{link}}' },
      notes: ['Nehmen Sie eine neue Sicherung und proben Sie sie, bevor Sie den älteren trauen.'],
    },
  },
});

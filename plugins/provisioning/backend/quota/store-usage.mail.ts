import { defineMail } from '@purser/kit/backend/mail';
import { z } from 'zod';

/** `changes` and `megabytes`: used and allowed, written as the language does. `stops`: when it is full, it can only be read. */
const data = z.object({
  name: z.string(),
  workspace: z.string(),
  changes: z.string(),
  megabytes: z.string(),
  stops: z.boolean(),
  link: z.url(),
});
const facts = {
  en: [
    { label: 'Changes', value: '{{changes}}' },
    { label: 'Data in MB', value: '{{megabytes}}' },
  ],
  de: [
    { label: 'Änderungen', value: '{{changes}}' },
    { label: 'Daten in MB', value: '{{megabytes}}' },
  ],
};
const notes = {
  en: ['Deleting something inside makes no room: that it was deleted is kept as a change, too.'],
  de: ['Etwas darin zu löschen schafft keinen Platz: Auch dass es gelöscht wurde, ist eine Änderung.'],
};
const sample = {
  name: 'Ada Lovelace',
  workspace: 'Analytical Engine',
  changes: '20,140 / 25,000',
  megabytes: '31.2 / 250',
  stops: true,
  link: 'https://app.example.org/w/0198a2f0-5d5e-7c3a-9a53-2b4f60c1de10/settings',
};

export const storeNearlyFullMail = defineMail({
  name: 'provisioning.store-nearly-full',
  data,
  secrets: [],
  sample,
  words: {
    en: {
      subject: '{{workspace}} is nearly full',
      preheader: 'Everybody can go on working; there is time to act.',
      heading: '{{workspace}} is nearly full',
      paragraphs: [
        'Hello {{name}}, {{workspace}} has used most of what it may hold. Everybody can go on working.',
        '{{#if stops}}Once it is full, it can only be read until there is more room; nothing is lost then.{{else}}Once it is full, it gets slower to open on new devices.{{/if}} Ask the people who run {{product}} for more room, or begin a new workspace for what is next.',
      ],
      facts: facts.en,
      action: { label: 'See how full it is', href: '{{link}}' },
      notes: notes.en,
    },
    de: {
      subject: '{{workspace}} ist fast voll',
      preheader: 'Alle können weiterarbeiten; noch ist Zeit zu handeln.',
      heading: '{{workspace}} ist fast voll',
      paragraphs: [
        'Hallo {{name}}, {{workspace}} hat das meiste von dem verbraucht, was hineinpasst. Alle können weiterarbeiten.',
        '{{#if stops}}Ist er voll, kann er nur noch gelesen werden, bis es mehr Platz gibt; verloren geht dann nichts.{{else}}Ist er voll, öffnet er sich auf neuen Geräten langsamer.{{/if}} Bitten Sie die Betreiber von {{product}} um mehr Platz, oder beginnen Sie für das Nächste einen neuen Arbeitsbereich.',
      ],
      facts: facts.de,
      action: { label: 'Belegung ansehen', href: '{{link}}' },
      notes: notes.de,
    },
  },
});

export const storeFullMail = defineMail({
  name: 'provisioning.store-full',
  data,
  secrets: [],
  sample: { ...sample, changes: '25,003 / 25,000' },
  words: {
    en: {
      subject: '{{workspace}} is full',
      preheader: '{{#if stops}}It can only be read now; nothing is lost.{{else}}Everybody can still work in it.{{/if}}',
      heading: '{{workspace}} is full',
      paragraphs: [
        'Hello {{name}}, {{workspace}} has used all of what it may hold.',
        '{{#if stops}}It can only be read until there is more room. What was not sent yet waits on the devices and is sent then.{{else}}Everybody can go on working for now.{{/if}} Ask the people who run {{product}} for more room, or begin a new workspace for what is next.',
      ],
      facts: facts.en,
      action: { label: 'See how full it is', href: '{{link}}' },
      notes: notes.en,
    },
    de: {
      subject: '{{workspace}} ist voll',
      preheader:
        '{{#if stops}}Er kann nur noch gelesen werden; nichts geht verloren.{{else}}Alle können weiter darin arbeiten.{{/if}}',
      heading: '{{workspace}} ist voll',
      paragraphs: [
        'Hallo {{name}}, {{workspace}} hat alles verbraucht, was hineinpasst.',
        '{{#if stops}}Er kann nur noch gelesen werden, bis es mehr Platz gibt. Was noch nicht gesendet ist, wartet auf den Geräten und wird dann gesendet.{{else}}Vorerst können alle weiterarbeiten.{{/if}} Bitten Sie die Betreiber von {{product}} um mehr Platz, oder beginnen Sie für das Nächste einen neuen Arbeitsbereich.',
      ],
      facts: facts.de,
      action: { label: 'Belegung ansehen', href: '{{link}}' },
      notes: notes.de,
    },
  },
});

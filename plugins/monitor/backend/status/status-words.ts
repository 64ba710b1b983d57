import type { PublicStatus, StatusState } from '../../records.js';

type Part = PublicStatus['parts'][number]['part'];

export interface StatusWords {
  readonly title: string;
  readonly whole: Readonly<Record<StatusState, string>>;
  readonly state: Readonly<Record<StatusState, string>>;
  readonly part: Readonly<Record<Part, string>>;
  readonly planned: string;
  readonly until: string;
  readonly past: string;
  readonly nothing: string;
  readonly ongoing: string;
  readonly lasted: (minutes: number) => string;
  readonly reached: (share: string) => string;
  readonly checked: string;
}

const en: StatusWords = {
  title: 'Status',
  whole: {
    operational: 'Everything works',
    degraded: 'Something does not work as it should',
    maintenance: 'Maintenance is going on',
    unknown: 'There is no fresh measurement',
  },
  state: { operational: 'Works', degraded: 'Disturbed', maintenance: 'Maintenance', unknown: 'Not measured' },
  part: { 'sign-in-and-sync': 'Sign-in and sync', 'new-workspaces': 'New workspaces' },
  planned: 'Announced maintenance',
  until: 'until',
  past: 'The last 14 days',
  nothing: 'Nothing was disturbed.',
  ongoing: 'going on',
  lasted: (minutes) => `${minutes} min`,
  reached: (share) => `${share} of all probes got through in the last 30 days.`,
  checked: 'Checked',
};

const de: StatusWords = {
  title: 'Status',
  whole: {
    operational: 'Alles funktioniert',
    degraded: 'Etwas funktioniert nicht, wie es soll',
    maintenance: 'Es wird gerade gewartet',
    unknown: 'Es gibt keine frische Messung',
  },
  state: { operational: 'Funktioniert', degraded: 'Gestört', maintenance: 'Wartung', unknown: 'Nicht gemessen' },
  part: { 'sign-in-and-sync': 'Anmeldung und Abgleich', 'new-workspaces': 'Neue Arbeitsbereiche' },
  planned: 'Angekündigte Wartung',
  until: 'bis',
  past: 'Die letzten 14 Tage',
  nothing: 'Nichts war gestört.',
  ongoing: 'dauert an',
  lasted: (minutes) => `${minutes} min`,
  reached: (share) => `${share} aller Proben kamen in den letzten 30 Tagen durch.`,
  checked: 'Geprüft',
};

export const statusWords = { en, de } as const;

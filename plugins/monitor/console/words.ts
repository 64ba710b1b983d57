import type { SloName, SubjectStanding } from '../records.js';

export const sloWords: Record<SloName, { title: string; promise: string }> = {
  ready: { title: 'Ready', promise: 'new stores are ready within 10 s' },
  reachability: { title: 'Reachable', promise: 'probes get through' },
  'live-delivery': { title: 'Live', promise: 'pushes reach the other device within 1 s' },
};

/** `process:web-1:3000` → "Process web-1:3000". */
export function subjectWords(key: string): string {
  const at = key.indexOf(':');
  const [kind, name] = at < 0 ? [key, ''] : [key.slice(0, at), key.slice(at + 1)];
  if (kind === 'canary') return 'Canary: a new store, all the way';
  if (kind === 'stores') return 'Stores of customers';
  if (kind === 'slo') return `Objective ${name}`;
  return `${kind === 'process' ? 'Process' : 'Store'} ${name}`;
}

export const stateTones = { well: 'good', failing: 'working', degraded: 'bad' } as const satisfies Record<
  SubjectStanding['state'],
  string
>;

const percent = new Intl.NumberFormat('en', { style: 'percent', maximumFractionDigits: 3 });
/** Rounded down: 99.9996 % is not everything. */
export const share = (value: number) => percent.format(Math.floor(value * 100_000) / 100_000);

export function duration(seconds: number): string {
  if (seconds < 120) return `${seconds} s`;
  if (seconds < 7_200) return `${Math.round(seconds / 60)} min`;
  return seconds < 172_800 ? `${Math.round(seconds / 3_600)} h` : `${Math.round(seconds / 86_400)} d`;
}

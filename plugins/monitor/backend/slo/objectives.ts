/** What we promise, and how fast a promise may be broken before somebody is woken. */
import type { SloName } from '../../records.js';

export interface Objective {
  readonly slo: SloName;
  /** Share that must be good over 30 days. */
  readonly objective: number;
}

/** A store that takes longer from request to active was not ready in time. */
export const READY_SECONDS = 10;
/** A push that takes longer to the other device was not delivered live. */
export const LIVE_DELIVERY_MS = 1_000;

export const objectives: readonly Objective[] = [
  { slo: 'ready', objective: 0.99 },
  { slo: 'reachability', objective: 0.999 },
  { slo: 'live-delivery', objective: 0.99 },
];

/** Seconds of each window that figures are asked for. */
export const windows = {
  '5m': 300,
  '30m': 1_800,
  '1h': 3_600,
  '2h': 7_200,
  '6h': 21_600,
  '1d': 86_400,
  '3d': 259_200,
  '30d': 2_592_000,
} as const;
export type Window = keyof typeof windows;

/** Fast ones wake people, slow ones make a ticket. Both windows must burn: the short one shows that it still goes on. */
export const burnRules: readonly { readonly threshold: number; readonly windows: readonly [Window, Window] }[] = [
  { threshold: 14.4, windows: ['1h', '5m'] },
  { threshold: 6, windows: ['6h', '30m'] },
  { threshold: 3, windows: ['1d', '2h'] },
  { threshold: 1, windows: ['3d', '6h'] },
];
/** Fewer failures than these in the longer window are no burn, however little was measured. */
export const LEAST_FAILURES = 3;

export interface Tally {
  readonly good: number;
  readonly bad: number;
}
export type Tallies = Readonly<Record<Window, Tally>>;

/** 1 = the budget lasts exactly its 30 days at this speed; 0 where nothing was measured. */
export function burnRate({ good, bad }: Tally, objective: number): number {
  return good + bad === 0 ? 0 : bad / (good + bad) / (1 - objective);
}

export function burnsOf(tallies: Tallies, objective: number) {
  return burnRules.map(({ threshold, windows: [long, short] }) => {
    const rates = [burnRate(tallies[long], objective), burnRate(tallies[short], objective)] as const;
    const burning = rates.every((rate) => rate >= threshold) && tallies[long].bad >= LEAST_FAILURES;
    const both: [string, string] = [long, short];
    return { rate: Math.min(...rates), threshold, windows: both, burning };
  });
}

export function budgetLeft({ good, bad }: Tally, objective: number): number | null {
  return good + bad === 0 ? null : 1 - bad / ((good + bad) * (1 - objective));
}

/** How far a store is, read from its timeline. */
import type { StoreStatus, StoreStep, TimelineEntry } from '../records.js';

/** In the order in which they are walked; a test holds this to the server's list. */
export const steps: readonly StoreStep[] = [
  'allocate',
  'create-log',
  'issue-access',
  'register-route',
  'probe',
  'announce',
];

export type StepState = 'waiting' | 'running' | 'done' | 'failed';

export interface StepProgress {
  readonly step: StoreStep;
  readonly state: StepState;
  readonly durationMs: number | null;
  /** 1 on the first try. */
  readonly attempt: number;
}

type StepEntry = Extract<TimelineEntry, { kind: 'step' }>;

export function stepProgress(status: Pick<StoreStatus, 'timeline'> | null): StepProgress[] {
  const entries = (status?.timeline ?? []).filter((entry): entry is StepEntry => entry.kind === 'step');
  return steps.map((step) => {
    const last = entries.filter((entry) => entry.step === step).at(-1);
    // A step whose process died is taken up again by the next one.
    const state = !last || last.state === 'abandoned' || last.state === 'undone' ? 'waiting' : last.state;
    return { step, state, durationMs: last?.durationMs ?? null, attempt: last?.attempt ?? 1 };
  });
}

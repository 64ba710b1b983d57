import type { RaRecord } from 'react-admin';
import type { AttemptState, StorePhase, StoreStep } from '../../records.js';

interface PhaseEntry {
  readonly phase: StorePhase;
  readonly at: string;
}

interface StepAttempt {
  readonly step: StoreStep;
  readonly walk: number;
  readonly attempt: number;
  readonly state: AttemptState;
  readonly error: string | null;
  readonly startedAt: string;
  readonly durationMs: number | null;
}

export type HistoryEntry =
  | { readonly kind: 'phase'; readonly at: string; readonly entry: PhaseEntry }
  | { readonly kind: 'step'; readonly at: string; readonly entry: StepAttempt };

/** Phases and attempts of `GET /api/console/stores/:id` as one sequence, oldest first. */
export function historyOf(record: RaRecord | undefined): HistoryEntry[] {
  const phases = ((record?.phases ?? []) as PhaseEntry[]).map(
    (entry): HistoryEntry => ({ kind: 'phase', at: entry.at, entry }),
  );
  const steps = ((record?.steps ?? []) as StepAttempt[]).map(
    (entry): HistoryEntry => ({ kind: 'step', at: entry.startedAt, entry }),
  );
  return [...phases, ...steps].toSorted((a, b) => a.at.localeCompare(b.at));
}

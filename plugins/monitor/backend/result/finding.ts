import type { ProbeStep } from '../../../provisioning/records.js';
import type { SubjectKind } from '../../records.js';

/** A step of the probe, or of the way before and after it. */
export type FindingStep = ProbeStep | 'create' | 'erase' | 'leftovers';

export interface Finding {
  /** process:<host>:<port>, canary, store:<id> */
  readonly subject: string;
  readonly kind: SubjectKind;
  /** Null: everything worked. */
  readonly failure: { readonly step: FindingStep; readonly error: string } | null;
  /** Of the steps that were taken. */
  readonly milliseconds: Partial<Record<FindingStep, number>>;
}

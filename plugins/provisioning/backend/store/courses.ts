/** The state machine of stores: which steps lead from one rest to the next, and which way leads to what is desired. */
import { type DesiredState, type StoreCourse, type StorePhase, type StoreStep, workingPhases } from '../../records.js';

export interface Leg {
  readonly phase: StorePhase;
  readonly step: StoreStep;
  /** Only for stores that people have never used. */
  readonly unusedOnly?: boolean;
}

/** In the order in which they are walked. The last step of each brings the store to rest. */
export const courses: Readonly<Record<StoreCourse, readonly Leg[]>> = {
  create: [
    { phase: 'provisioning', step: 'allocate' },
    { phase: 'provisioning', step: 'create-log' },
    { phase: 'provisioning', step: 'issue-access' },
    { phase: 'provisioning', step: 'register-route' },
    { phase: 'verifying', step: 'probe' },
    { phase: 'verifying', step: 'announce' },
  ],
  suspend: [
    { phase: 'suspending', step: 'close' },
    { phase: 'suspending', step: 'drain' },
  ],
  resume: [
    { phase: 'resuming', step: 'prepare' },
    { phase: 'verifying', step: 'probe' },
    { phase: 'verifying', step: 'reopen' },
  ],
  delete: [
    { phase: 'deleting', step: 'close' },
    { phase: 'deleting', step: 'drain' },
    { phase: 'deleting', step: 'take-back', unusedOnly: true },
    { phase: 'deleting', step: 'keep' },
  ],
  restore: [
    { phase: 'restoring', step: 'prepare' },
    { phase: 'verifying', step: 'probe' },
    { phase: 'verifying', step: 'reopen' },
  ],
  restored: [
    { phase: 'restoring', step: 'adopt' },
    { phase: 'verifying', step: 'probe' },
    { phase: 'verifying', step: 'reopen' },
  ],
  purge: [{ phase: 'purging', step: 'erase' }],
};

/** Null when the store rests where it shall, or cannot go there from here. Erasing is ordered apart. */
export function nextCourse(phase: StorePhase, desired: DesiredState): StoreCourse | null {
  switch (phase) {
    case 'active':
      return desired === 'deleted' ? 'delete' : desired === 'read_only' || desired === 'suspended' ? 'suspend' : null;
    case 'suspended':
      return desired === 'deleted'
        ? 'delete'
        : desired === 'active'
          ? 'resume'
          : desired === 'purged'
            ? null
            : 'suspend';
    case 'deleted':
      return desired === 'deleted' || desired === 'purged' ? null : 'restore';
    case 'failed':
      return desired === 'deleted' ? 'delete' : null;
    default:
      return null;
  }
}

/** SQL: somebody has to work on the row of `provisioning_store`. As the index `provisioning_store_due` says it. */
export const DUE = `(phase IN (${workingPhases.map((phase) => `'${phase}'`).join(', ')})
  OR phase IN ('active', 'suspended', 'deleted') AND settled IS DISTINCT FROM desired
  OR phase = 'failed' AND desired = 'deleted' AND failed_from NOT IN ('deleting', 'purging'))`;

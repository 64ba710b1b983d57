import { ProbeFailed, type ProbeTimes } from '../../../provisioning/backend/probe/probe-course.js';
import type { Finding } from './finding.js';

type Found = Pick<Finding, 'failure' | 'milliseconds'>;

/** Runs a probe and answers what it found. What keeps a probe from starting at all counts as `connect`. */
export async function look(probe: () => Promise<ProbeTimes>): Promise<Found> {
  try {
    return { failure: null, milliseconds: await probe() };
  } catch (error) {
    if (error instanceof ProbeFailed) {
      return { failure: { step: error.step, error: error.message }, milliseconds: error.times };
    }
    return {
      failure: { step: 'connect', error: error instanceof Error ? error.message : String(error) },
      milliseconds: {},
    };
  }
}

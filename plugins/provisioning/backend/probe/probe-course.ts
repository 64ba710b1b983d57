import { type ProbeStep, probeSteps } from '../../records.js';

/** Milliseconds each step took; of those that were taken. */
export type ProbeTimes = Partial<Record<ProbeStep, number>>;

class StepFailed extends Error {
  constructor(
    readonly step: ProbeStep,
    cause: unknown,
  ) {
    super(`${step}: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
  }
}

/** Which parts of the way did not work, in words an operator can follow. */
export class ProbeFailed extends Error {
  /** The first of the way that did not work: what comes after it may fail because of it. */
  readonly step: ProbeStep;

  constructor(
    failures: readonly StepFailed[],
    readonly times: ProbeTimes,
  ) {
    const inOrder = failures.toSorted((a, b) => probeSteps.indexOf(a.step) - probeSteps.indexOf(b.step));
    super(`Probe: ${inOrder.map(({ message }) => message).join('; ')}`);
    this.name = 'ProbeFailed';
    this.step = inOrder[0]?.step ?? 'connect';
  }
}

/** One probe on its way: knows what it is at, and how long each step took. */
export class ProbeCourse {
  readonly times: ProbeTimes = {};

  /** Steps of one name that run side by side count by the longest. */
  async step<T>(step: ProbeStep, work: () => Promise<T>): Promise<T> {
    const began = performance.now();
    try {
      return await work();
    } catch (error) {
      throw error instanceof StepFailed ? error : new StepFailed(step, error);
    } finally {
      const took = Math.round((performance.now() - began) * 10) / 10;
      this.times[step] = Math.max(this.times[step] ?? 0, took);
    }
  }

  /** Waits for all of them, whatever happens. Throws `ProbeFailed` with everything that did not work. */
  async all(parts: readonly Promise<unknown>[], signal: AbortSignal): Promise<ProbeTimes> {
    const ends = await Promise.allSettled(parts);
    signal.throwIfAborted();
    const failures = ends.flatMap((end) => (end.status === 'rejected' ? [end.reason as unknown] : []));
    const unknown = failures.find((failure) => !(failure instanceof StepFailed));
    if (unknown !== undefined) throw unknown;
    if (failures.length > 0) throw new ProbeFailed(failures as StepFailed[], this.times);
    return this.times;
  }
}

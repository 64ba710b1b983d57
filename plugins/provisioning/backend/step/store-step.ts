import type { EntityManager } from 'typeorm';
import type { DesiredState, StoreCourse, StorePhase, StoreStep } from '../../records.js';

/** The store as a step sees it. */
export interface WorkedStore {
  readonly id: string;
  readonly workspaceId: string;
  readonly backendId: string | null;
  readonly route: string | null;
  readonly phase: StorePhase;
  readonly desired: DesiredState;
  readonly course: StoreCourse;
  readonly walk: number;
  /** People have been in it. */
  readonly used: boolean;
  /** Of monitoring: nobody hears of it, and it stands in no trail. */
  readonly canary: boolean;
}

/** SQL: a `WorkedStore` out of a row of `provisioning_store`. */
export const WORKED = `id, workspace_id AS "workspaceId", backend_id AS "backendId", route, phase, desired, course, walk,
  active_at IS NOT NULL AS used, canary`;

/** Plain facts, kept with the attempt and shown to operators. Never a ticket or a key. */
export type StepOutput = Record<string, unknown>;

/** Will fail again however often it is tried: the store fails at once. */
export class Hopeless extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'Hopeless';
  }
}

/**
 * One step on the way of a store. It may run again after it was half done, or quite done but not noted as such:
 * running it twice must leave what running it once leaves.
 */
export interface Step {
  readonly name: StoreStep;
  /** Works outside of the database and of any transaction. */
  run?(store: WorkedStore, signal: AbortSignal): Promise<StepOutput>;
  /** Writes, in the fenced transaction that notes the step as done: here nothing can happen twice. */
  settle?(tx: EntityManager, store: WorkedStore, output: StepOutput): Promise<StepOutput>;
  /** Takes back what it left, for a store that nobody ever used. Undoing what was never done does nothing. */
  undo?(tx: EntityManager, store: WorkedStore): Promise<void>;
  /** After the commit: for what must not be counted twice. */
  settled?(output: StepOutput): void;
}

/** Injection token of all steps. */
export const STORE_STEPS = 'provisioning:steps';

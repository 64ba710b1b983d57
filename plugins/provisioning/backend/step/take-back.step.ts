import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { CreateLogStep } from './create-log.step.js';
import { RegisterRouteStep } from './register-route.step.js';
import type { Step, StepOutput, WorkedStore } from './store-step.js';

/** A store that was given up before anybody used it: its steps are undone, the last one first. */
@Injectable()
export class TakeBackStep implements Step {
  readonly name = 'take-back';
  private readonly undone: readonly Step[];

  constructor(createLog: CreateLogStep, registerRoute: RegisterRouteStep) {
    this.undone = [registerRoute, createLog];
  }

  async settle(tx: EntityManager, store: WorkedStore): Promise<StepOutput> {
    for (const step of this.undone) await step.undo?.(tx, store);
    const [, count]: [unknown[], number] = await tx.query(
      `UPDATE provisioning_step SET state = 'undone' WHERE store_id = $1 AND walk < $2 AND state = 'done'`,
      [store.id, store.walk],
    );
    return { undone: count };
  }
}

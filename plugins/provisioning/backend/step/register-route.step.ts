import { Injectable } from '@nestjs/common';
import { HouseSettings } from '@purser/kit/backend/settings';
import type { EntityManager } from 'typeorm';
import type { Step, StepOutput, WorkedStore } from './store-step.js';

/** Where its clients open their socket. */
@Injectable()
export class RegisterRouteStep implements Step {
  readonly name = 'register-route';

  constructor(private readonly settings: HouseSettings) {}

  async settle(tx: EntityManager, { id }: WorkedStore): Promise<StepOutput> {
    const route = `${this.settings.publicUrl.replace(/^http/, 'ws')}/sync`;
    await tx.query('UPDATE provisioning_store SET route = $2 WHERE id = $1', [id, route]);
    return { route };
  }

  async undo(tx: EntityManager, { id }: WorkedStore): Promise<void> {
    await tx.query('UPDATE provisioning_store SET route = NULL WHERE id = $1', [id]);
  }
}

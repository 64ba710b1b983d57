import { setTimeout as pause } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { StoreLogs } from '../../../sync/backend/store-log/store-logs.service.js';
import { StoreArrivals } from '../store/store-arrivals.service.js';
import type { Step, StepOutput, WorkedStore } from './store-step.js';

/** Processes close sockets within 2 s and say so with their next beat. */
const LIMIT_MS = 12_000;
const LOOK_MS = 150;

/** Waits until no process holds a socket that must be closed: what is said to be closed is closed. */
@Injectable()
export class DrainStep implements Step {
  readonly name = 'drain';

  constructor(
    private readonly logs: StoreLogs,
    private readonly arrivals: StoreArrivals,
  ) {}

  async run({ id }: WorkedStore, signal: AbortSignal): Promise<StepOutput> {
    const deadline = performance.now() + LIMIT_MS;
    for (;;) {
      const open = await this.logs.socketsToClose(id);
      if (open === 0) return {};
      if (performance.now() > deadline) throw new Error(`${open} connections are open still.`);
      await pause(LOOK_MS, undefined, { signal });
    }
  }

  async settle(tx: EntityManager, { id, course }: WorkedStore): Promise<StepOutput> {
    if (course !== 'suspend') return {};
    const log = await this.logs.get(id, tx);
    await this.arrivals.arrive(tx, id, 'suspended', log?.mode === 'read_only' ? 'read_only' : 'suspended');
    return { mode: log?.mode };
  }
}

import { Injectable } from '@nestjs/common';
import { Reports } from '@purser/kit/backend/reports';
import { HouseSettings } from '@purser/kit/backend/settings';
import { SyncTickets } from '../../../sync/backend/ticket/tickets.service.js';
import { StoreProbe } from '../probe/store-probe.service.js';
import { SyncWire } from '../probe/sync-wire.js';
import { Hopeless, type Step, type StepOutput, type WorkedStore } from './store-step.js';

/** Nobody is let in before somebody has been through. A store that was used before is opened and read, never pushed to. */
@Injectable()
export class ProbeStep implements Step {
  readonly name = 'probe';

  constructor(
    private readonly probe: StoreProbe,
    private readonly tickets: SyncTickets,
    private readonly settings: HouseSettings,
    private readonly reports: Reports,
  ) {}

  async run(store: WorkedStore, signal: AbortSignal): Promise<StepOutput> {
    const { id: storeId, workspaceId, backendId, used } = store;
    if (backendId === null) throw new Hopeless('The store has no log.');
    if (used) return await this.read(store, signal);
    return { milliseconds: await this.probe.run({ storeId, workspaceId, backendId }, signal) };
  }

  private async read({ id: storeId, workspaceId, backendId }: WorkedStore, signal: AbortSignal): Promise<StepOutput> {
    const claims = { kind: 'probe', storeId, workspaceId, userId: null, sessionId: null, role: 'member' } as const;
    const { ticket } = await this.tickets.issue(claims);
    const { role, publicUrl, loopbackUrl } = this.settings;
    const door = (role === 'worker' ? publicUrl : loopbackUrl).replace(/^http/, 'ws');
    const began = performance.now();
    const wire = await SyncWire.open(
      { url: `${door}/sync`, storeId, ticket, headers: this.reports.traceHeaders() },
      signal,
    );
    try {
      const first = await wire.pullLive(() => undefined);
      if (first.backendId !== backendId) throw new Error(`Probe: the server says it is the log ${first.backendId}`);
    } finally {
      wire.close();
    }
    return { milliseconds: { 'read the store': Math.round((performance.now() - began) * 10) / 10 } };
  }
}

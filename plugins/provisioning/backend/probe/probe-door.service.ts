import { Injectable } from '@nestjs/common';
import { Reports } from '@purser/kit/backend/reports';
import { HouseSettings } from '@purser/kit/backend/settings';
import { SyncTickets } from '../../../sync/backend/ticket/tickets.service.js';
import type { ProbeCourse } from './probe-course.js';
import type { ProbeLog } from './probe-logs.service.js';
import { SyncWire, WireRefused, type WireTarget } from './sync-wire.js';

type Target = Omit<ProbeLog, 'backendId'>;

/** The way in, as a device takes it: a ticket, then the socket. */
@Injectable()
export class ProbeDoor {
  constructor(
    private readonly tickets: SyncTickets,
    private readonly settings: HouseSettings,
    private readonly reports: Reports,
  ) {}

  async open(course: ProbeCourse, target: Target, signal: AbortSignal): Promise<SyncWire> {
    const ticket = await course.step('token', () => this.issue(target));
    return await course.step('connect', () => SyncWire.open(this.wireTo(target, ticket), signal));
  }

  /** One that must not be let in. A close after the opening counts too: the answer to a pull is what must not come. */
  async refuses(
    course: ProbeCourse,
    step: 'refuse-foreign' | 'refuse-expired',
    { at, ticketOf, seconds }: { at: Target; ticketOf: Target; seconds?: number },
    signal: AbortSignal,
  ): Promise<void> {
    const ticket = await course.step('token', () => this.issue(ticketOf, seconds));
    await course.step(step, async () => {
      let wire: SyncWire | undefined;
      try {
        wire = await SyncWire.open(this.wireTo(at, ticket), signal);
        await wire.pull();
      } catch (error) {
        if (error instanceof WireRefused && [401, 403, 4401, 4403].includes(error.status)) return;
        throw error;
      } finally {
        wire?.close();
      }
      throw new Error('the server let it in');
    });
  }

  private async issue({ storeId, workspaceId }: Target, seconds?: number): Promise<string> {
    const claims = { kind: 'probe', storeId, workspaceId, userId: null, sessionId: null, role: 'member' } as const;
    return (await this.tickets.issue(claims, seconds)).ticket;
  }

  private wireTo({ storeId }: Target, ticket: string): WireTarget {
    return { url: this.url, storeId, ticket, headers: this.reports.traceHeaders() };
  }

  /** A process that serves goes through its own door; a worker goes through the one people use. */
  private get url(): string {
    const { settings } = this;
    const door = settings.role === 'worker' ? settings.publicUrl : settings.loopbackUrl;
    return `${door.replace(/^http/, 'ws')}/sync`;
  }
}

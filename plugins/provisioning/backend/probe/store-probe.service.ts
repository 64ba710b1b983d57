import { randomUUID } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { optionsOf } from '@purser/kit/backend/plugin';
import { HouseSettings } from '@purser/kit/backend/settings';
import { SyncTickets } from '../../../sync/backend/ticket/tickets.service.js';
import type { ProvisioningOptions } from '../provisioning.options.js';
import { type ProbeLog, ProbeLogs } from './probe-logs.service.js';
import { SyncWire, type WireEvent, WireRefused } from './sync-wire.js';

type Target = Omit<ProbeLog, 'backendId'>;

/** Which parts of the way did not work, in words an operator can follow. */
export class ProbeFailed extends Error {
  constructor(failures: readonly string[]) {
    super(`Probe: ${failures.join('; ')}`);
    this.name = 'ProbeFailed';
  }
}

/** Milliseconds each part took. */
export type ProbeTimes = Record<string, number>;

/**
 * Does through the public socket what two people's devices will do: one listens, the other pushes, both must end up with
 * the same; and those who must not get in are refused. The store itself is only opened and read.
 */
@Injectable()
export class StoreProbe {
  constructor(
    private readonly logs: ProbeLogs,
    private readonly tickets: SyncTickets,
    private readonly settings: HouseSettings,
    @Inject(optionsOf('provisioning')) private readonly options: ProvisioningOptions,
  ) {}

  /** Throws `ProbeFailed` with everything that did not work. Leaves nothing behind either way. */
  async run(store: ProbeLog, signal: AbortSignal): Promise<ProbeTimes> {
    const times: ProbeTimes = {};
    const failures: string[] = [];
    const scratch = await this.logs.create();
    const stages: [string, Promise<void>][] = [
      ['read the store', this.readStore(store, signal)],
      ['push and receive', this.exchange(scratch, signal)],
      ['refuse a ticket of another workspace', this.refuses(store, this.issue(scratch), signal)],
      ['refuse an expired ticket', this.refuses(store, this.issue(store, -1), signal)],
    ];
    const began = performance.now();
    await Promise.all(
      stages.map(async ([stage, work]) => {
        await work.catch((error: unknown) => {
          failures.push(`${stage}: ${error instanceof Error ? error.message : String(error)}`);
        });
        times[stage] = Math.round((performance.now() - began) * 10) / 10;
      }),
    );
    await this.logs.remove(scratch.storeId);
    signal.throwIfAborted();
    if (failures.length > 0) throw new ProbeFailed(failures);
    return times;
  }

  /** Nobody can have pushed yet: the store is not open to people before the probe has passed. */
  private async readStore(store: ProbeLog, signal: AbortSignal): Promise<void> {
    const wire = await this.open(store, signal);
    try {
      const { backendId, events } = await wire.pull();
      if (backendId !== store.backendId) throw new Error(`the server says it is the log ${backendId}`);
      if (events.length > 0) throw new Error(`there are ${events.length} events in a new store`);
    } finally {
      wire.close();
    }
  }

  private async exchange(scratch: ProbeLog, signal: AbortSignal): Promise<void> {
    const [listener, pusher] = await this.openBoth(scratch, signal);
    try {
      const nonce = randomUUID();
      const event: WireEvent = {
        name: 'v1.Probe',
        args: { nonce },
        seqNum: 1,
        parentSeqNum: 0,
        clientId: 'probe',
        sessionId: 'probe',
      };
      let hear = () => {};
      const heard = new Promise<void>((resolve) => {
        hear = resolve;
      });
      const { backendId } = await listener.pullLive((seen) => isNonce(seen, nonce) && hear());
      if (backendId !== scratch.backendId) throw new Error(`the live pull came from the log ${backendId}`);
      await pusher.push(event, backendId);
      await within(this.options.probeLiveMs, heard, 'the pushed event did not reach the live pull in time');
      const cold = await pusher.pull();
      if (cold.events.length !== 1 || !isNonce(cold.events[0], nonce)) {
        throw new Error('a pull from the start did not return the pushed event');
      }
    } finally {
      listener.close();
      pusher.close();
    }
  }

  private async openBoth(scratch: ProbeLog, signal: AbortSignal): Promise<readonly [SyncWire, SyncWire]> {
    const listener = await this.open(scratch, signal);
    try {
      return [listener, await this.open(scratch, signal)];
    } catch (error) {
      listener.close();
      throw error;
    }
  }

  /** A close after the opening counts too: the answer to a pull is what must not come. */
  private async refuses(store: Target, ticket: Promise<string>, signal: AbortSignal): Promise<void> {
    let wire: SyncWire | undefined;
    try {
      wire = await SyncWire.open(this.url, store.storeId, await ticket, signal);
      await wire.pull();
    } catch (error) {
      if (error instanceof WireRefused && [401, 403, 4401, 4403].includes(error.status)) return;
      throw error;
    } finally {
      wire?.close();
    }
    throw new Error('the server let it in');
  }

  private async open(target: Target, signal: AbortSignal): Promise<SyncWire> {
    return await SyncWire.open(this.url, target.storeId, await this.issue(target), signal);
  }

  private async issue({ storeId, workspaceId }: Target, seconds?: number): Promise<string> {
    const claims = { kind: 'probe', storeId, workspaceId, userId: null, sessionId: null, role: 'member' } as const;
    return (await this.tickets.issue(claims, seconds)).ticket;
  }

  /** A process that serves goes through its own door; a worker goes through the one people use. */
  private get url(): string {
    const { settings } = this;
    const door = settings.role === 'worker' ? settings.publicUrl : settings.loopbackUrl;
    return `${door.replace(/^http/, 'ws')}/sync`;
  }
}

function isNonce(event: WireEvent | undefined, nonce: string): boolean {
  return (event?.args as { nonce?: unknown } | undefined)?.nonce === nonce;
}

async function within<T>(ms: number, work: Promise<T>, otherwise: string): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(otherwise)), ms);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

import { randomUUID } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { optionsOf } from '@purser/kit/backend/plugin';
import type { ProvisioningOptions } from '../provisioning.options.js';
import { ProbeCourse, type ProbeTimes } from './probe-course.js';
import { ProbeDoor } from './probe-door.service.js';
import { type ProbeLog, ProbeLogs } from './probe-logs.service.js';
import { SharedWay } from './shared-way.js';
import type { SyncWire, WireEvent } from './sync-wire.js';

const WAY_LIMIT_MS = 15_000;

/**
 * Does through the public socket what two people's devices will do: one listens, the other pushes, both must end up with
 * the same; and those who must not get in are refused. Each of these throws `ProbeFailed`, and leaves nothing behind.
 */
@Injectable()
export class StoreProbe {
  private readonly shared: SharedWay;

  constructor(
    private readonly logs: ProbeLogs,
    private readonly door: ProbeDoor,
    @Inject(optionsOf('provisioning')) private readonly options: ProvisioningOptions,
  ) {
    this.shared = new SharedWay(() => this.way(AbortSignal.timeout(WAY_LIMIT_MS)), options.probeFreshMs);
  }

  /**
   * A new store, before people are let in: it is opened and read. What is pushed goes to a log of the probe's own, so stores
   * that come up together share that.
   */
  async run(store: ProbeLog, signal: AbortSignal): Promise<ProbeTimes> {
    const course = new ProbeCourse();
    const way = this.shared.pass();
    const times = await course.all([this.readNew(course, store, signal), way], signal);
    return { ...(await way), ...times };
  }

  /** The way itself, through this process: nobody's store is touched. */
  async way(signal: AbortSignal): Promise<ProbeTimes> {
    return await this.besideScratch(signal, (course, scratch, other) => [
      this.exchange(course, scratch, signal),
      ...this.refusals(course, scratch, other, signal),
    ]);
  }

  /** A store that is nobody's, and open: everything happens in it. */
  async inside(store: ProbeLog, signal: AbortSignal): Promise<ProbeTimes> {
    return await this.besideScratch(signal, (course, other) => [
      this.exchange(course, store, signal),
      ...this.refusals(course, store, other, signal),
    ]);
  }

  /** A store that people work in: it is opened at its head, and nothing of it is read. */
  async glance(store: ProbeLog & { readonly head: number }, signal: AbortSignal): Promise<ProbeTimes> {
    const course = new ProbeCourse();
    const look = async () => {
      const wire = await this.door.open(course, store, signal);
      try {
        await course.step('read', async () => {
          expectLog(store.backendId, (await wire.pull({ backendId: store.backendId, seq: store.head })).backendId);
        });
      } finally {
        wire.close();
      }
    };
    return await course.all([look()], signal);
  }

  private async besideScratch(
    signal: AbortSignal,
    parts: (course: ProbeCourse, scratch: ProbeLog, other: ProbeLog) => Promise<void>[],
  ): Promise<ProbeTimes> {
    const course = new ProbeCourse();
    const [scratch, other] = await Promise.all([this.logs.create(), this.logs.create()]);
    try {
      await course.all(parts(course, scratch, other), signal);
    } finally {
      await Promise.all([this.logs.remove(scratch.storeId), this.logs.remove(other.storeId)]);
    }
    return course.times;
  }

  /** Nobody can have pushed yet: the store is not open to people before the probe has passed. */
  private async readNew(course: ProbeCourse, store: ProbeLog, signal: AbortSignal): Promise<void> {
    const wire = await this.door.open(course, store, signal);
    try {
      await course.step('read', async () => {
        const { backendId, events } = await wire.pull();
        expectLog(store.backendId, backendId);
        if (events.length > 0) throw new Error(`there are ${events.length} events in a new store`);
      });
    } finally {
      wire.close();
    }
  }

  private refusals(course: ProbeCourse, at: ProbeLog, foreign: ProbeLog, signal: AbortSignal): Promise<void>[] {
    return [
      this.door.refuses(course, 'refuse-foreign', { at, ticketOf: foreign }, signal),
      this.door.refuses(course, 'refuse-expired', { at, ticketOf: at, seconds: -1 }, signal),
    ];
  }

  private async exchange(course: ProbeCourse, log: ProbeLog, signal: AbortSignal): Promise<void> {
    const wires = await this.openBoth(course, log, signal);
    const [listener, pusher] = wires;
    try {
      const nonce = randomUUID();
      let hear = () => {};
      const heard = new Promise<void>((resolve) => {
        hear = resolve;
      });
      await course.step('live-pull', async () => {
        const { backendId } = await listener.pullLive((seen) => isNonce(seen, nonce) && hear());
        expectLog(log.backendId, backendId);
      });
      const sent = performance.now();
      await course.step('push', () => pusher.push(probeEvent(nonce), log.backendId));
      await course.step('live-delivery', () =>
        within(this.options.probeLiveMs, heard, 'the pushed event did not reach the live pull in time'),
      );
      // What a person waits: from the push to the other device.
      course.times['live-delivery'] = Math.round((performance.now() - sent) * 10) / 10;
      await course.step('cold-pull', async () => {
        const { events } = await pusher.pull();
        if (events.length === 1 && isNonce(events[0], nonce)) return;
        throw new Error('a pull from the start did not return the pushed event');
      });
    } finally {
      for (const wire of wires) wire.close();
    }
  }

  private async openBoth(course: ProbeCourse, log: ProbeLog, signal: AbortSignal): Promise<[SyncWire, SyncWire]> {
    const listener = await this.door.open(course, log, signal);
    try {
      return [listener, await this.door.open(course, log, signal)];
    } catch (error) {
      listener.close();
      throw error;
    }
  }
}

function probeEvent(nonce: string): WireEvent {
  const args = { nonce };
  return { name: 'v1.Probe', args, seqNum: 1, parentSeqNum: 0, clientId: 'probe', sessionId: 'probe' };
}

function isNonce(event: WireEvent | undefined, nonce: string): boolean {
  return (event?.args as { nonce?: unknown } | undefined)?.nonce === nonce;
}

function expectLog(expected: string, found: string): void {
  if (found !== expected) throw new Error(`the server says it is the log ${found}`);
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

/**
 * Tells the other processes how far logs have grown. Never inside a push: PostgreSQL lets notifying commits through one
 * by one. Heads are collected while the last announcement is under way, so its cost does not grow with the pushes.
 */
import { Inject, Injectable, Logger } from '@nestjs/common';
import { optionsOf } from '@purser/kit/backend/plugin';
import { Signals } from '@purser/kit/backend/signals';
import { ConnectionRegistry } from '../connection/connection-registry.service.js';
import { HEADS_CHANNEL } from '../connection/sync-channels.js';
import type { SyncOptions } from '../sync.options.js';

const MAX_PAYLOAD = 6_800;

@Injectable()
export class HeadAnnouncer {
  private readonly logger = new Logger('HeadAnnouncer');
  private readonly waiting = new Map<string, number>();
  private running: Promise<void> | undefined;

  constructor(
    private readonly signals: Signals,
    private readonly registry: ConnectionRegistry,
    @Inject(optionsOf('sync')) private readonly options: SyncOptions,
  ) {}

  announce(storeId: string, head: number): void {
    if (this.registry.alone) return;
    this.waiting.set(storeId, head);
    this.running ??= this.run();
  }

  /** Resolves when everything was told. */
  async settled(): Promise<void> {
    await this.running;
  }

  private async run(): Promise<void> {
    // The first head leaves at once with those of the same moment.
    await new Promise((resolve) => setImmediate(resolve));
    while (this.waiting.size > 0) {
      try {
        await this.signals.send(HEADS_CHANNEL, this.take());
      } catch (error) {
        this.logger.warn(`Heads were not announced; the other processes find them by themselves: ${String(error)}`);
      }
      await new Promise((resolve) => setTimeout(resolve, this.options.announceMs));
    }
    // In the same moment as the last look, so that no head is left without a run.
    this.running = undefined;
  }

  private take(): string {
    const parts: string[] = [];
    let length = 0;
    for (const [storeId, head] of this.waiting) {
      const part = `${storeId}:${head}`;
      if (length + part.length > MAX_PAYLOAD) break;
      parts.push(part);
      length += part.length + 1;
      this.waiting.delete(storeId);
    }
    return parts.join(',');
  }
}

/** The announced heads of one signal. */
export function* readHeads(payload: string): Generator<readonly [storeId: string, head: number]> {
  for (const part of payload.split(',')) {
    const colon = part.lastIndexOf(':');
    const head = Number(part.slice(colon + 1));
    if (colon > 0 && Number.isSafeInteger(head)) yield [part.slice(0, colon), head];
  }
}

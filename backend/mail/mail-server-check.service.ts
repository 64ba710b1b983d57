import { setTimeout } from 'node:timers/promises';
import { Inject, Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { optionsOf } from '@purser/kit/backend/plugin';
import { HouseSettings } from '@purser/kit/backend/settings';
import { createTransport } from 'nodemailer';
import type { HouseOptions } from '../house.options.js';
import { MailServer } from './mail-server.service.js';
import { faultOf, serverFaults } from './smtp-fault.js';
import { smtpTransport } from './smtp-transport.js';

/** What starts together with this process, as the inbox of development does, has so long to answer. */
const TRIES = 3;
const BETWEEN_MS = 2_000;

/** Connects and signs in without sending anything. */
@Injectable()
export class MailServerCheck implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger('Mail');
  private readonly stopping = new AbortController();

  constructor(
    private readonly server: MailServer,
    private readonly settings: HouseSettings,
    @Inject(optionsOf('house')) private readonly options: HouseOptions,
  ) {}

  /** A wrong configuration is seen at the start of a worker, not at the first person's letter; the house runs on. */
  onApplicationBootstrap(): void {
    if (this.settings.role !== 'web' && this.options.smtpUrl !== undefined) void this.look();
  }

  onModuleDestroy(): void {
    this.stopping.abort();
  }

  /** Throws what the connection or the sign-in failed with; letters that waited go out when it did not. */
  async verify(): Promise<void> {
    const once: object = { ...(smtpTransport(this.options.smtpUrl) as object), pool: false };
    const transport = createTransport(once);
    try {
      await transport.verify();
    } finally {
      transport.close();
    }
    await this.server.recovered();
  }

  private async look(tried = 1): Promise<void> {
    const { signal } = this.stopping;
    try {
      await this.verify();
    } catch (error) {
      if (signal.aborted) return;
      if (tried < TRIES) {
        await setTimeout(BETWEEN_MS, undefined, { signal, ref: false }).catch(() => undefined);
        return signal.aborted ? undefined : this.look(tried + 1);
      }
      const message = error instanceof Error ? error.message : String(error);
      const found = faultOf(error);
      const fault = found.kind === 'server' ? found.fault : 'unreachable';
      this.logger.warn(`Mails wait, because ${serverFaults[fault]}: ${message}`);
      await this.server.failed(fault, message, true, false).catch(() => undefined);
    }
  }
}

import {
  type BeforeApplicationShutdown,
  Inject,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { optionsOf } from '@purser/kit/backend/plugin';
import { StoreProbe } from '../../../provisioning/backend/probe/store-probe.service.js';
import type { MonitorOptions } from '../monitor.options.js';
import { Findings } from '../result/findings.service.js';
import { look } from '../result/look.js';
import { Vantage } from '../vantage.service.js';

/** Longest a probe may take; what is slower does not work. */
const PROBE_MS = 20_000;

/**
 * Each process goes its own way now and then: one of several that is broken is found, and named. Not a job, for a job is run by
 * whoever is well.
 */
@Injectable()
export class ProcessProbe implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger('Monitor');
  private readonly stopped = new AbortController();
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly probe: StoreProbe,
    private readonly findings: Findings,
    private readonly vantage: Vantage,
    @Inject(optionsOf('monitor')) private readonly options: MonitorOptions,
  ) {}

  onApplicationBootstrap(): void {
    if (this.options.processMs > 0) this.later();
  }

  beforeApplicationShutdown(): void {
    this.stopped.abort();
    clearTimeout(this.timer);
  }

  async run(): Promise<void> {
    const signal = AbortSignal.any([this.stopped.signal, AbortSignal.timeout(PROBE_MS)]);
    const found = await look(() => this.probe.way(signal));
    // A process that stops has nothing to tell of itself.
    if (this.stopped.signal.aborted) return;
    await this.findings.note({ kind: 'process', subject: `process:${this.vantage.name}`, ...found });
  }

  private later(): void {
    const jitter = 0.8 + Math.random() * 0.4;
    this.timer = setTimeout(() => void this.turn(), this.options.processMs * jitter).unref();
  }

  private async turn(): Promise<void> {
    try {
      await this.run();
    } catch (error) {
      this.logger.warn(`What the probe of this process found could not be kept: ${String(error)}`);
    }
    if (!this.stopped.signal.aborted) this.later();
  }
}

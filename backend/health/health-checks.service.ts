import { Inject, Injectable, type OnModuleDestroy, type Type } from '@nestjs/common';
import { ModuleRef } from '@nestjs/core';
import { HealthCheckService, type HealthIndicatorFunction, HealthIndicatorService } from '@nestjs/terminus';
import type { HealthCheck, HealthReport } from '@purser/kit/backend/health';
import { HOUSE_PLUGINS, type HousePlugins } from '@purser/kit/backend/house';
import { DataSource } from 'typeorm';
import { PostgresSignals } from '../signals/postgres-signals.js';

const TIMEOUT_MS = 2_000;
/** Balancers ask often and from many places: within this time they get the same answer. */
const FRESH_MS = 500;

export interface HealthAnswer {
  readonly healthy: boolean;
  readonly body: unknown;
}

@Injectable()
export class HealthChecks implements OnModuleDestroy {
  private readonly answers = new Map<string, { at: number; answer: Promise<HealthAnswer> }>();
  private stopping = false;

  constructor(
    private readonly terminus: HealthCheckService,
    private readonly indicators: HealthIndicatorService,
    private readonly dataSource: DataSource,
    private readonly signals: PostgresSignals,
    @Inject(HOUSE_PLUGINS) private readonly plugins: HousePlugins,
    private readonly modules: ModuleRef,
  ) {}

  /** From now on balancers send nobody here. */
  onModuleDestroy(): void {
    this.stopping = true;
  }

  /** Can this process take requests? */
  ready(): Promise<HealthAnswer> {
    return this.shared('ready', () => this.ask(this.own()));
  }

  /** The whole house, part by part. */
  whole(): Promise<HealthAnswer> {
    return this.shared('whole', () => this.ask([...this.own(), ...this.ofPlugins()]));
  }

  private own(): HealthIndicatorFunction[] {
    return [
      () => this.indicator('house.database', () => this.database()),
      () => this.indicator('house.signals', async () => ({ ok: this.signals.connected })),
      () => this.indicator('house.process', async () => ({ ok: !this.stopping })),
    ];
  }

  private ofPlugins(): HealthIndicatorFunction[] {
    return this.plugins.flatMap(({ name, health = [] }) =>
      health.map((type: Type<HealthCheck>) => () => {
        const check = this.modules.get(type, { strict: false });
        return this.indicator(`${name}.${check.name}`, () => check.check());
      }),
    );
  }

  private async ask(checks: HealthIndicatorFunction[]): Promise<HealthAnswer> {
    try {
      return { healthy: true, body: await this.terminus.check(checks) };
    } catch (error) {
      // Terminus throws its verdict.
      const { getResponse } = error as { getResponse?: () => unknown };
      if (!getResponse) throw error;
      return { healthy: false, body: getResponse.call(error) };
    }
  }

  private async indicator(key: string, check: () => Promise<HealthReport>) {
    const { ok, detail } = await inTime(check);
    const session = this.indicators.check(key);
    if (detail === undefined) return ok ? session.up() : session.down();
    return ok ? session.up({ detail }) : session.down({ detail });
  }

  private async database(): Promise<HealthReport> {
    const [database]: { standby: boolean }[] = await this.dataSource.query('SELECT pg_is_in_recovery() AS standby');
    return database?.standby ? { ok: false, detail: 'It takes no writes: it is a standby.' } : { ok: true };
  }

  private shared(key: string, ask: () => Promise<HealthAnswer>): Promise<HealthAnswer> {
    const now = performance.now();
    const known = this.answers.get(key);
    if (known && now - known.at < FRESH_MS && !this.stopping) return known.answer;
    const answer = ask();
    this.answers.set(key, { at: now, answer });
    return answer;
  }
}

async function inTime(check: () => Promise<HealthReport>): Promise<HealthReport> {
  let late: NodeJS.Timeout | undefined;
  try {
    return await Promise.race([
      check(),
      new Promise<HealthReport>((resolve) => {
        late = setTimeout(() => resolve({ ok: false, detail: `no answer within ${TIMEOUT_MS} ms` }), TIMEOUT_MS);
      }),
    ]);
  } catch {
    // Its message could hold an address or a name; the log of the part itself tells more.
    return { ok: false, detail: 'the check failed' };
  } finally {
    clearTimeout(late);
  }
}

/** What every machine and plugin may inject without importing anything: the kit's words that need no database table. */
import { type DynamicModule, Global, Module, type Provider } from '@nestjs/common';
import { Clock } from '@purser/kit/backend/clock';
import { ALL_PLUGINS, HOUSE_PLUGINS } from '@purser/kit/backend/house';
import { Lists } from '@purser/kit/backend/list';
import { Metrics } from '@purser/kit/backend/metrics';
import { optionsOf } from '@purser/kit/backend/plugin';
import { Reports } from '@purser/kit/backend/reports';
import { HouseSettings } from '@purser/kit/backend/settings';
import { Signals } from '@purser/kit/backend/signals';
import { Statements } from '@purser/kit/backend/statements';
import type { House, MountedPlugin } from './assemble.js';
import { HOUSE_PLAN } from './ground.tokens.js';
import { PostgresLists } from './list/postgres-lists.js';
import { PrometheusMetrics } from './metrics/prometheus-metrics.js';
import { HouseReports } from './reports/house-reports.js';
import { HouseConfig } from './settings/house-config.js';
import { PostgresSignals } from './signals/postgres-signals.js';
import { PostgresStatements } from './statements/postgres-statements.js';

@Global()
@Module({})
export class GroundModule {
  static of(house: House, own: MountedPlugin, config: HouseConfig, clock: Clock): DynamicModule {
    const mounted = [own, ...house.mounted];
    const providers: Provider[] = [
      { provide: HouseConfig, useValue: config },
      { provide: HouseSettings, useExisting: HouseConfig },
      { provide: Clock, useValue: clock },
      { provide: HOUSE_PLAN, useValue: house },
      { provide: HOUSE_PLUGINS, useValue: mounted.map((plugin) => plugin.definition) },
      { provide: ALL_PLUGINS, useValue: [own.definition, ...house.all] },
      ...mounted.map(({ definition, options }) => ({ provide: optionsOf(definition.name), useValue: options })),
      PostgresSignals,
      { provide: Signals, useExisting: PostgresSignals },
      PrometheusMetrics,
      { provide: Metrics, useExisting: PrometheusMetrics },
      { provide: Reports, useClass: HouseReports },
      { provide: Lists, useClass: PostgresLists },
      { provide: Statements, useClass: PostgresStatements },
    ];
    return { module: GroundModule, providers, exports: providers };
  }
}

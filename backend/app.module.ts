/** The root module of one assembled house: ground, guards, the house's machines, then the plugins in their order. */
import { type DynamicModule, Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import type { Clock } from '@purser/kit/backend/clock';
import { AccessModule } from './access/access.module.js';
import type { House } from './assemble.js';
import { dataSourceOptions } from './data-source.js';
import { FlagsModule } from './flags/flags.module.js';
import { GroundModule } from './ground.module.js';
import { HealthModule } from './health/health.module.js';
import { house as houseMachines } from './house.plugin.js';
import { LimitsModule } from './limits/limits.module.js';
import { ManifestModule } from './manifest/manifest.module.js';
import { MetricsModule } from './metrics/metrics.module.js';
import type { HouseConfig } from './settings/house-config.js';

@Module({})
export class AppModule {
  static of(house: House, config: HouseConfig, clock: Clock, further: readonly DynamicModule[] = []): DynamicModule {
    const own = { definition: houseMachines.definition, options: config.machines };
    return {
      module: AppModule,
      imports: [
        GroundModule.of(house, own, config, clock),
        TypeOrmModule.forRoot({ ...dataSourceOptions(house, config), retryAttempts: 1 }),
        // Limits come before access: a flood is stopped before it costs a signature check.
        LimitsModule,
        AccessModule,
        FlagsModule,
        ManifestModule,
        HealthModule,
        MetricsModule,
        own.definition.module,
        ...house.mounted.map((plugin) => plugin.definition.module),
        ...further,
      ],
    };
  }
}

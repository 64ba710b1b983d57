/** Builds an assembled house up to the point where it can listen. Main, worker, commands and tests all come through here. */
import type { DynamicModule } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import type { Clock } from '@purser/kit/backend/clock';
import { Metrics } from '@purser/kit/backend/metrics';
import { LoggerModule, Logger as NestLogger } from 'nestjs-pino';
import type { Logger } from 'pino';
import { DataSource } from 'typeorm';
import { AppModule } from './app.module.js';
import type { House } from './assemble.js';
import { SystemClock } from './clock/system-clock.js';
import { Admission } from './http/admission.js';
import { HouseAdapter } from './http/house-adapter.js';
import { closeHttp, createServerApp, prepareHttp } from './http/prepare-http.js';
import type { HouseConfig } from './settings/house-config.js';

export interface BootOptions {
  readonly logger: Logger;
  readonly clock?: Clock;
  /** Modules of a test, mounted after the plugins. */
  readonly further?: readonly DynamicModule[];
}

export async function bootHouse(
  house: House,
  config: HouseConfig,
  options: BootOptions,
): Promise<NestExpressApplication> {
  const { logger, clock = new SystemClock(), further = [] } = options;
  // No logger of its own for each request: following one through every promise slows all of them. A line that belongs
  // to a request names its id.
  const logging = LoggerModule.forRoot({ pinoHttp: { logger }, useExisting: true, forRoutes: [] });
  const admission = new Admission(clock);
  const app = await NestFactory.create<NestExpressApplication>(
    AppModule.of(house, config, clock, [...further, logging]),
    new HouseAdapter(createServerApp(config), admission),
    { abortOnError: false, bodyParser: false, bufferLogs: true },
  );
  app.useLogger(app.get(NestLogger));
  admission.countOn(app.get(Metrics));
  prepareHttp(app, config, logger, admission);
  try {
    // Before anything starts: no job may run on tables it does not know.
    await refuseOldSchema(app.get(DataSource));
    await app.init();
    closeHttp(app);
  } catch (error) {
    // What had already opened would keep the process alive.
    await app.close().catch(() => undefined);
    throw error;
  }
  return app;
}

async function refuseOldSchema(dataSource: DataSource): Promise<void> {
  if (await dataSource.showMigrations()) {
    throw new Error('The database is older than this release: run "pnpm purser migrate" first.');
  }
}

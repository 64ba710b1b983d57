/** One process of the house: checks, builds, listens, and stops in good order. */
import 'reflect-metadata';
import type { Server } from 'node:http';
import type { NestExpressApplication } from '@nestjs/platform-express';
import type { Logger } from 'pino';
import { assemble } from './assemble.js';
import { bootHouse } from './boot.js';
import type { Env } from './env.js';
import { reportError, reportsSent } from './http/error-reports.js';
import { createLogger } from './http/logger.js';
import { plugins } from './plugins.js';
import { configOf } from './settings/config-of-env.js';

/** Longer than the idle time-out of common load balancers (60 s), else they reuse a connection that is being closed. */
const KEEP_ALIVE_MS = 65_000;
/** What is still open after this long is cut off. */
const GRACE_MS = 1_500;
const STOP_DEADLINE_MS = 10_000;

export async function run(env: Env, role: Env['PURSER_ROLE']): Promise<void> {
  const house = assemble(plugins(env), env.PURSER_PLUGINS_OFF);
  const config = configOf(env, role);
  config.listensOn(env.PORT, env.HOST);
  const logger = createLogger(env.NODE_ENV === 'test' ? 'warn' : 'info');
  const app = await bootHouse(house, config, { logger });
  try {
    await listen(app, env);
  } catch (error) {
    await app.close();
    throw error;
  }
  const stop = stopWhenAsked(app);
  stopOnTrouble(logger, stop);
  logger.info(`Purser (${role}) listens on ${env.HOST}:${env.PORT}.`);
}

async function listen(app: NestExpressApplication, env: Env): Promise<void> {
  const server: Server = app.getHttpServer();
  server.keepAliveTimeout = KEEP_ALIVE_MS;
  server.headersTimeout = KEEP_ALIVE_MS + 1_000;
  await app.listen(env.PORT, env.HOST);
}

/** SIGTERM, SIGINT, or the end of the launcher whose child this is. */
function stopWhenAsked(app: NestExpressApplication): (exitCode: number) => void {
  let stopping = false;
  const stop = (exitCode: number): void => {
    if (stopping) return;
    stopping = true;
    const server: Server = app.getHttpServer();
    setTimeout(() => server.closeAllConnections(), GRACE_MS).unref();
    setTimeout(() => process.exit(1), STOP_DEADLINE_MS).unref();
    const closed = app.close().finally(reportsSent);
    closed.then(
      () => process.exit(exitCode),
      (error: unknown) => {
        process.stderr.write(`The stop did not go well: ${(error as Error).stack}\n`);
        process.exit(1);
      },
    );
  };
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => stop(0));
  if (process.connected) process.on('disconnect', () => stop(0));
  return stop;
}

/** An error that nobody caught leaves the process in an unknown state: it ends in order, and whoever runs it starts a new one. */
function stopOnTrouble(logger: Logger, stop: (exitCode: number) => void): void {
  const end = (error: unknown): void => {
    logger.fatal({ err: error }, 'An error that nobody caught; this process ends.');
    reportError(error);
    stop(1);
  };
  process.on('uncaughtException', end);
  process.on('unhandledRejection', end);
}

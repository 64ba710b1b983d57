/**
 * A real house over a real PostgreSQL, for tests of a plugin: `const house = await createTestHouse({ plugins: [mine()] })`.
 * It listens on a port of its own, its clock can be moved, and its jobs run when the test says so.
 */
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { InjectionToken, Type } from '@nestjs/common';
import type { NestExpressApplication } from '@nestjs/platform-express';
import request from 'supertest';
import { DataSource } from 'typeorm';
import { assemble } from '../../../backend/assemble.js';
import { bootHouse } from '../../../backend/boot.js';
import { houseOptions } from '../../../backend/house.options.js';
import { createLogger } from '../../../backend/http/logger.js';
import { JobWorker } from '../../../backend/jobs/job-worker.service.js';
import { HouseConfig, type HouseConfigValues } from '../../../backend/settings/house-config.js';
import type { Caller } from '../backend/access.js';
import type { PluginEntry } from '../backend/plugin.js';
import { TestCallers, testCallersModule } from './test-callers.js';
import { TestClock } from './test-clock.js';
import { createTestDatabase, type TestDatabase } from './test-database.js';
import { type QueuedMail, queuedMails } from './test-mails.js';

export interface TestHouseOptions {
  readonly plugins: readonly PluginEntry[];
  /** Names of plugins that the installation switches off. */
  readonly off?: readonly string[];
  /** A second process of the same installation: the same database and clock, another port. */
  readonly beside?: TestHouse;
  /** A database that is there already and migrated; it is not dropped. */
  readonly databaseUrl?: string;
  readonly clock?: TestClock;
  /** Default: a free one. Given, a house comes back where another one was. */
  readonly port?: number;
  /** Default `web`: jobs run when the test calls `runJobs()`. */
  readonly role?: HouseConfigValues['role'];
  readonly config?: Partial<HouseConfigValues>;
  /** Modules of the test itself, e.g. a controller that calls a service. */
  readonly modules?: readonly Type[];
  /** Default `silent`; `info` shows what happens. */
  readonly logLevel?: string;
}

export interface TestHouse {
  /** Without a trailing slash. */
  readonly url: string;
  readonly databaseUrl: string;
  readonly app: NestExpressApplication;
  readonly config: HouseConfig;
  readonly dataSource: DataSource;
  readonly clock: TestClock;
  /** A supertest agent with cookies of its own. */
  request(): ReturnType<typeof request.agent>;
  /** A provider of any module. */
  get<T>(token: InjectionToken<T>): T;
  /** The `Authorization` header of a caller; only in a house without a plugin that signs people in. */
  signedInAs(caller: Caller): string;
  /** Letters queued so far, oldest first, with the data they were queued with. */
  mails(to?: string): Promise<QueuedMail[]>;
  /** Runs what is due by the house's clock until nothing is left. */
  runJobs(): Promise<{ failed: { name: string; error: string }[] }>;
  close(): Promise<void>;
}

export async function createTestHouse(options: TestHouseOptions): Promise<TestHouse> {
  const plan = assemble(options.plugins, options.off);
  const given = options.databaseUrl ?? options.beside?.databaseUrl;
  const database: TestDatabase = given ? { url: given, drop: async () => undefined } : await createTestDatabase(plan);
  const clock = options.clock ?? options.beside?.clock ?? new TestClock();
  const port = options.port ?? (await freePort());
  const config = new HouseConfig({
    mode: 'test',
    role: options.role ?? 'web',
    productName: 'Purser',
    publicUrl: options.beside?.config.publicUrl ?? `http://localhost:${port}`,
    consoleUrl: options.beside?.config.consoleUrl ?? `http://localhost:${port}`,
    dataDir: path.join(tmpdir(), `purser-test-${port}`),
    databaseUrl: database.url,
    poolSize: 10,
    trustProxy: 0,
    machines: houseOptions.parse({}),
    ...options.config,
  });
  config.listensOn(port);
  const callers = new TestCallers();
  const signsPeopleIn = plan.mounted.some(({ definition }) => definition.name === 'auth');
  const further = [
    ...(options.modules ?? []).map((module) => ({ module })),
    ...(signsPeopleIn ? [] : [testCallersModule(callers)]),
  ];
  let app: NestExpressApplication;
  try {
    app = await bootHouse(plan, config, { logger: createLogger(options.logLevel ?? 'silent'), clock, further });
    await app.listen(port, '127.0.0.1');
  } catch (error) {
    await database.drop();
    throw error;
  }
  const dataSource = app.get(DataSource);
  return {
    url: `http://localhost:${port}`,
    databaseUrl: database.url,
    app,
    config,
    dataSource,
    clock,
    request: () => request.agent(`http://localhost:${port}`),
    get: (token) => app.get(token, { strict: false }),
    signedInAs: (caller) => callers.admit(caller),
    mails: (to) => queuedMails(dataSource, to),
    runJobs: () => app.get(JobWorker, { strict: false }).drain(),
    close: async () => {
      // Streams would hold the door open for ever.
      const late = setTimeout(() => app.getHttpServer().closeAllConnections(), 300);
      await app.close();
      clearTimeout(late);
      await database.drop();
    },
  };
}

// Several runs at a time on one machine start at different places.
let next = Math.floor(Math.random() * 500);

/** Below the ports that the system gives to outgoing connections, and another range for each of jest's workers. */
async function freePort(): Promise<number> {
  const worker = Number(process.env.JEST_WORKER_ID ?? 0);
  for (let tried = 0; tried < 500; tried += 1) {
    const port = 20_000 + (worker % 20) * 500 + (next++ % 500);
    if (await isFree(port)) return port;
  }
  throw new Error('No free port was found for a test house.');
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(false));
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)));
  });
}

/**
 * The embedded PostgreSQL, driven directly: it runs in a process group of its own, so that Ctrl-C in the terminal
 * reaches the launcher first and the database stops last. After a SIGKILL of the launcher it lives on; the next
 * start finds it by `postmaster.pid`, stops it and goes on with its data.
 */
import { execFile, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  chmodSync,
  chownSync,
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { freePort } from '../ports.js';
import { LaunchRefusal } from '../refusal.js';
import { checkReachable, type Identity, postgresIdentity, postgresProgram } from './binaries.js';
import { readPostmaster, stopPostmaster } from './postmaster.js';

const run = promisify(execFile);

export interface ClusterOptions {
  /** Holds `postgres/` (the data), `postgres.password` and `postgres.log`. */
  readonly home: string;
  /** Database that is made on the first start. */
  readonly database: string;
  /** Further `name=value` settings of the server. */
  readonly settings?: readonly string[];
}

export interface Cluster {
  /** `postgres://…` of the database, on the loopback. */
  readonly url: string;
  /** True when the data directory was made by this start. */
  readonly isNew: boolean;
  /** Fast shutdown: connections are cut, nothing committed is lost. */
  stop(): Promise<void>;
}

export function clusterUrl(home: string, database: string, port: number): string {
  const password = readFileSync(path.join(home, 'postgres.password'), 'utf8').trim();
  return `postgres://purser:${password}@127.0.0.1:${port}/${database}`;
}

export async function startCluster({ home, database, settings = [] }: ClusterOptions): Promise<Cluster> {
  const data = path.join(home, 'postgres');
  const identity = postgresIdentity();
  mkdirSync(home, { recursive: true });
  if (identity) chmodSync(home, 0o711);
  checkReachable(data, identity);
  checkReachable(postgresProgram('postgres'), identity);

  const isNew = !existsSync(path.join(data, 'PG_VERSION'));
  if (isNew) await initialise(home, data, identity);
  else await stopPostmaster(data);

  const port = await freePort();
  await launch(home, data, port, settings, identity);
  if (isNew) await createDatabase(clusterUrl(home, 'postgres', port), database);
  return { url: clusterUrl(home, database, port), isNew, stop: () => stopPostmaster(data) };
}

async function initialise(home: string, data: string, identity: Identity | undefined): Promise<void> {
  const passwordFile = path.join(home, 'postgres.password');
  const forInitdb = path.join(home, 'initdb.password');
  rmSync(data, { recursive: true, force: true });
  mkdirSync(data, { recursive: true, mode: 0o700 });
  writeFileSync(passwordFile, randomBytes(24).toString('base64url'), { mode: 0o600 });
  writeFileSync(forInitdb, readFileSync(passwordFile), { mode: 0o600 });
  if (identity) for (const file of [data, forInitdb]) chownSync(file, identity.uid, identity.gid);
  const flags = [
    `--pgdata=${data}`,
    '--username=purser',
    `--pwfile=${forInitdb}`,
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    // Sorts by code point like C, but knows upper and lower case beyond ASCII, alike on every machine.
    '--locale=C',
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    '--no-instructions',
  ];
  try {
    await run(postgresProgram('initdb'), flags, { ...identity, cwd: home });
  } catch (cause) {
    rmSync(data, { recursive: true, force: true });
    const { stderr } = cause as { stderr?: string };
    throw new LaunchRefusal(`The embedded PostgreSQL could not make its data directory ${data}: ${stderr?.trim()}`, {
      cause,
    });
  } finally {
    rmSync(forInitdb, { force: true });
  }
}

async function launch(
  home: string,
  data: string,
  port: number,
  settings: readonly string[],
  identity: Identity | undefined,
): Promise<void> {
  const flags = ['listen_addresses=127.0.0.1', 'unix_socket_directories=', 'max_connections=300', ...settings];
  const logFile = path.join(home, 'postgres.log');
  const log = openSync(logFile, 'w');
  const server = spawn(
    postgresProgram('postgres'),
    ['-D', data, '-p', String(port), ...flags.flatMap((flag) => ['-c', flag])],
    {
      ...identity,
      cwd: home,
      detached: true,
      stdio: ['ignore', log, log],
    },
  );
  closeSync(log);
  let ended = false;
  server.once('exit', () => {
    ended = true;
  });
  server.once('error', () => {
    ended = true;
  });
  server.unref();
  for (const deadline = Date.now() + 60_000; Date.now() < deadline; await sleep(15)) {
    const postmaster = readPostmaster(data);
    if (postmaster?.pid === server.pid && postmaster?.ready) return;
    if (ended) break;
  }
  if (!ended) await stopPostmaster(data);
  const last = readFileSync(logFile, 'utf8').trim().split('\n').slice(-3).join(' ');
  throw new LaunchRefusal(`The embedded PostgreSQL did not start (its log is ${logFile}): ${last}`);
}

async function createDatabase(url: string, database: string): Promise<void> {
  const { Client } = (await import('pg')).default;
  const client = new Client({ connectionString: url });
  await client.connect();
  await client.query(`CREATE DATABASE ${client.escapeIdentifier(database)}`);
  await client.end();
}

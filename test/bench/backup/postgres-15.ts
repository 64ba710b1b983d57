/** Debian's PostgreSQL, whose own tools are measured beside ours; pg_dump of 15 reads no newer server. */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir, totalmem } from 'node:os';
import path from 'node:path';
import { freePort } from '../../../launcher/ports.js';
import { postgresIdentity } from '../../../launcher/postgres/binaries.js';

const BIN = '/usr/lib/postgresql/15/bin';

export const programs = {
  dump: path.join(BIN, 'pg_dump'),
  restore: path.join(BIN, 'pg_restore'),
  zstd: '/usr/bin/zstd',
};

/** What is missing for the comparison, in one sentence; null when nothing is. */
export function missing(): string | null {
  const wanted = [path.join(BIN, 'postgres'), ...Object.values(programs)].filter((file) => !existsSync(file));
  if (wanted.length === 0) return null;
  return `Only Purser is measured: ${wanted.join(', ')} not found (Debian packages postgresql-15 and zstd).`;
}

/** Of this machine's memory, as PostgreSQL's manual advises for a database that is in use. */
const SHARED_BUFFERS = `${Math.floor(totalmem() / 4 / 2 ** 20)}MB`;

/** Durable settings as they are shipped, on the loopback, gone when it stops. */
export async function startPostgres15(): Promise<{ url: string; stop(): Promise<void> }> {
  const home = await mkdtemp(path.join(tmpdir(), 'purser-bench-'));
  await chmod(home, 0o777);
  const data = path.join(home, 'data');
  const port = await freePort();
  const identity = postgresIdentity() ?? {};
  const run = (program: string, args: string[]) =>
    spawn(path.join(BIN, program), args, { ...identity, stdio: 'ignore' });
  const initialised = run('initdb', ['-D', data, '-U', 'purser', '-A', 'trust', '-E', 'UTF8', '--locale=C']);
  await new Promise((resolve) => initialised.once('exit', resolve));
  const settings = [
    `port=${port}`,
    'listen_addresses=127.0.0.1',
    'unix_socket_directories=',
    `shared_buffers=${SHARED_BUFFERS}`,
    'max_wal_size=4GB',
  ];
  const server = run('postgres', ['-D', data, ...settings.flatMap((setting) => ['-c', setting])]);
  const gone = new Promise((resolve) => server.once('exit', resolve));
  return {
    url: `postgres://purser@127.0.0.1:${port}/postgres`,
    async stop() {
      server.kill('SIGINT');
      await gone;
      await rm(home, { recursive: true, force: true });
    },
  };
}

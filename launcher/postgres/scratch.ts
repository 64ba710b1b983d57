/** A throw-away PostgreSQL for tests and benchmarks: fast, not durable, gone when it stops. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type Cluster, startCluster } from './cluster.js';

const notDurable = ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off'];

export interface ScratchOptions {
  /** Keeps fsync and synchronous commit on, for measurements that shall hold in production. */
  readonly durable?: boolean;
}

export async function startScratchPostgres({ durable = false }: ScratchOptions = {}): Promise<Cluster> {
  const home = await mkdtemp(path.join(tmpdir(), 'purser-postgres-'));
  const cluster = await startCluster({ home, database: 'purser', settings: durable ? [] : notDurable });
  return {
    ...cluster,
    async stop() {
      await cluster.stop();
      await rm(home, { recursive: true, force: true });
    },
  };
}

/** What `postmaster.pid` tells of a PostgreSQL that may have outlived its launcher. */
import { readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { goneWithin, runsWith } from '../processes.js';
import { LaunchRefusal } from '../refusal.js';

export interface Postmaster {
  readonly pid: number;
  readonly port: number;
  readonly ready: boolean;
}

export function readPostmaster(data: string): Postmaster | undefined {
  let lines: string[];
  try {
    lines = readFileSync(path.join(data, 'postmaster.pid'), 'utf8').split('\n');
  } catch {
    return undefined;
  }
  const pid = Number(lines[0]);
  return pid > 0 ? { pid, port: Number(lines[3]), ready: lines[7]?.trim() === 'ready' } : undefined;
}

/** The server that runs over this data directory now, if there is one. */
export function runningPostmaster(data: string): Postmaster | undefined {
  const postmaster = readPostmaster(data);
  return postmaster && runsWith(postmaster.pid, data) ? postmaster : undefined;
}

/** Stops the server of this data directory, however it was left, and clears the traces of one that was killed. */
export async function stopPostmaster(data: string): Promise<void> {
  const postmaster = runningPostmaster(data);
  if (!postmaster) {
    rmSync(path.join(data, 'postmaster.pid'), { force: true });
    return;
  }
  // SIGINT is PostgreSQL's fast shutdown: sessions are cut and a checkpoint is written.
  process.kill(postmaster.pid, process.platform === 'win32' ? 'SIGKILL' : 'SIGINT');
  if (await goneWithin(postmaster.pid, 30_000)) return;
  throw new LaunchRefusal(
    `The embedded PostgreSQL (process ${postmaster.pid}) does not stop: end it by hand and start again.`,
  );
}

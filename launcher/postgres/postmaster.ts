/** What `postmaster.pid` tells of a PostgreSQL that may have outlived its launcher. */
import { execFile } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { LaunchRefusal } from '../refusal.js';

const run = promisify(execFile);

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
export async function runningPostmaster(data: string): Promise<Postmaster | undefined> {
  const postmaster = readPostmaster(data);
  return postmaster && (await isPostgresOf(postmaster.pid, data)) ? postmaster : undefined;
}

/** Stops the server of this data directory, however it was left, and clears the traces of one that was killed. */
export async function stopPostmaster(data: string): Promise<void> {
  const postmaster = await runningPostmaster(data);
  if (!postmaster) {
    rmSync(path.join(data, 'postmaster.pid'), { force: true });
    return;
  }
  // SIGINT is PostgreSQL's fast shutdown: sessions are cut and a checkpoint is written.
  process.kill(postmaster.pid, process.platform === 'win32' ? 'SIGKILL' : 'SIGINT');
  for (const deadline = Date.now() + 30_000; Date.now() < deadline; await sleep(20)) {
    if (!isAlive(postmaster.pid)) return;
  }
  throw new LaunchRefusal(
    `The embedded PostgreSQL (process ${postmaster.pid}) does not stop: end it by hand and start again.`,
  );
}

/** A process id is used again after a reboot: only a process whose command line names our data directory is ours. */
export async function isPostgresOf(pid: number, data: string): Promise<boolean> {
  if (!isAlive(pid)) return false;
  try {
    if (process.platform === 'linux') return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(data);
    if (process.platform === 'win32') {
      return (await run('tasklist', ['/FI', `PID eq ${pid}`])).stdout.includes('postgres.exe');
    }
    return (await run('ps', ['-o', 'command=', '-p', String(pid)])).stdout.includes(data);
  } catch {
    return false;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** One launcher per data directory; what it opened is written down for the command line and for the next start. */
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { goneWithin, runsWith } from './processes.js';
import { LaunchRefusal } from './refusal.js';

export interface Running {
  readonly launcher: number;
  /** Process id of the server, while there is one. */
  readonly server?: number;
  /** Origin of the portal. */
  readonly url: string;
  readonly databaseUrl?: string;
  readonly smtpUrl?: string;
}

export const serverScript = 'dist/backend/main.js';

const fileOf = (home: string) => path.join(home, 'running.json');

function read(home: string): Running | undefined {
  try {
    return JSON.parse(readFileSync(fileOf(home), 'utf8')) as Running;
  } catch {
    return undefined;
  }
}

/** What runs over this data directory now, if a launcher does. */
export function findRunning(home: string): Running | undefined {
  const running = read(home);
  return running && runsWith(running.launcher, 'launcher') ? running : undefined;
}

/** Refuses while another launcher is there; waits for, and at last ends, a server whose launcher was killed. */
export async function takeLock(home: string, url: string): Promise<void> {
  mkdirSync(home, { recursive: true });
  const other = findRunning(home);
  if (other && other.launcher !== process.pid) {
    throw new LaunchRefusal(
      `Purser already runs over ${home} (process ${other.launcher}, ${other.url}): stop it, or set PURSER_DATA_DIR to another folder.`,
    );
  }
  const orphan = read(home)?.server;
  if (orphan && runsWith(orphan, serverScript) && !(await goneWithin(orphan, 6_000))) {
    process.kill(orphan, 'SIGKILL');
    await goneWithin(orphan, 1_000);
  }
  writeLock(home, { launcher: process.pid, url });
}

/**
 * The file holds the address of the database with its password: nobody else may read it. It is replaced whole, so that
 * whoever reads it, at whatever moment, and a start after a SIGKILL, find what ran and not half of it.
 */
export function writeLock(home: string, running: Running): void {
  const whole = `${fileOf(home)}.${process.pid}`;
  writeFileSync(whole, JSON.stringify(running, null, 2), { mode: 0o600 });
  renameSync(whole, fileOf(home));
}

export function dropLock(home: string): void {
  rmSync(fileOf(home), { force: true });
}

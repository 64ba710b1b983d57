import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** A process id is used again after a reboot: what a living process was started with tells whether it is ours. */
export function runsWith(pid: number, words: string): boolean {
  if (!isAlive(pid)) return false;
  try {
    if (process.platform === 'linux')
      return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').includes(words);
    const [program, flags]: [string, string[]] =
      process.platform === 'win32'
        ? ['powershell', ['-NoProfile', `(Get-CimInstance Win32_Process -Filter "ProcessId=${pid}").CommandLine`]]
        : ['ps', ['-o', 'command=', '-p', String(pid)]];
    return execFileSync(program, flags, { encoding: 'utf8' }).includes(words);
  } catch {
    return false;
  }
}

/** True when the process was gone within the time. */
export async function goneWithin(pid: number, milliseconds: number): Promise<boolean> {
  for (const deadline = Date.now() + milliseconds; Date.now() < deadline; await sleep(20)) {
    if (!isAlive(pid)) return true;
  }
  return !isAlive(pid);
}

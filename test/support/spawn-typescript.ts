import { type ChildProcess, spawn } from 'node:child_process';
import path from 'node:path';

export interface SpawnedProcess {
  readonly child: ChildProcess;
  /** Resolves with the line once the process has printed one that begins so. */
  said(beginning: string, timeoutMs?: number): Promise<string>;
  /** The first line printed so far that holds this. */
  lineWith(part: string): string | undefined;
  /** A line on its standard input. */
  tell(line: string): void;
  /** SIGKILL, and waits until it is gone. */
  kill(): Promise<void>;
}

const root = path.resolve(__dirname, '../..');

/** Runs one of our TypeScript files (relative to the root) as a process of its own. */
export function spawnTypescript(file: string, env: Record<string, string>): SpawnedProcess {
  const child = spawn(process.execPath, ['--no-warnings', 'test/support/typescript.cjs', file], {
    cwd: root,
    env: { ...process.env, ...env },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  // It may be killed while it is told something.
  child.stdin.on('error', () => undefined);
  let output = '';
  const listeners = new Set<() => void>();
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => {
      output += chunk.toString();
      for (const listener of listeners) listener();
    });
  }
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  return {
    child,
    said: (beginning, timeoutMs = 30_000) =>
      new Promise((resolve, reject) => {
        const timer = setTimeout(
          () => end(() => reject(new Error(`It never said "${beginning}" but:\n${output}`))),
          timeoutMs,
        );
        const onExit = () => end(() => reject(new Error(`It ended before it said "${beginning}":\n${output}`)));
        const look = () => {
          const line = output.split('\n').find((candidate) => candidate.startsWith(beginning));
          if (line !== undefined) end(() => resolve(line));
        };
        const end = (settle: () => void) => {
          clearTimeout(timer);
          listeners.delete(look);
          child.off('exit', onExit);
          settle();
        };
        listeners.add(look);
        child.once('exit', onExit);
        look();
      }),
    lineWith: (part) => output.split('\n').find((line) => line.includes(part)),
    tell: (line) => void child.stdin.write(`${line}\n`),
    kill: async () => {
      if (child.exitCode === null && child.signalCode === null) child.kill('SIGKILL');
      await gone;
    },
  };
}

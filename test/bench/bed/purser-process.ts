/** The built backend as a process of its own, on a database that somebody else keeps. */
import { type ChildProcess, spawn } from 'node:child_process';
import path from 'node:path';
import { freePort } from '../../../launcher/ports.js';

const root = path.resolve(import.meta.dirname, '../../..');
/** `BENCH_NODE_ARGS="--cpu-prof"` looks into the server while it is measured. */
const nodeArguments = process.env.BENCH_NODE_ARGS?.split(' ') ?? [];

export interface PurserProcess {
  readonly port: number;
  readonly pid: number;
  stop(): Promise<void>;
}

export async function startPurserProcess(
  databaseUrl: string,
  environment: (port: number) => NodeJS.ProcessEnv,
  { quiet = false } = {},
): Promise<PurserProcess> {
  const port = await freePort();
  const variables = {
    ...process.env,
    PORT: String(port),
    HOST: '127.0.0.1',
    DATABASE_URL: databaseUrl,
    PURSER_DATA_DIR: path.join(root, '.purser', 'bench'),
    ...environment(port),
  };
  await succeed(spawn(process.execPath, ['launcher/run.mjs', 'build', 'server', 'kit'], { cwd: root }));
  await succeed(spawn(process.execPath, ['dist/backend/cli/main.js', 'migrate'], { cwd: root, env: variables }));
  // The channel's end tells the server that the bench is gone.
  const server = spawn(process.execPath, [...nodeArguments, 'dist/backend/main.js'], {
    cwd: root,
    env: variables,
    stdio: ['ignore', quiet ? 'ignore' : 'inherit', 'inherit', 'ipc'],
  });
  await healthy(`http://127.0.0.1:${port}/health/ready`, server);
  return {
    port,
    pid: server.pid ?? 0,
    async stop() {
      const gone = new Promise((resolve) => server.once('exit', resolve));
      server.kill('SIGTERM');
      await gone;
    },
  };
}

async function succeed(child: ChildProcess): Promise<void> {
  let complaint = '';
  child.stderr?.on('data', (part: Buffer) => {
    complaint += part.toString();
  });
  const code = await new Promise((resolve) => child.once('close', resolve));
  if (code !== 0) throw new Error(`${child.spawnargs.slice(1).join(' ')} ended with ${code}: ${complaint}`);
}

async function healthy(url: string, server: ChildProcess): Promise<void> {
  for (let tries = 0; tries < 600 && server.exitCode === null; tries += 1) {
    const ok = await fetch(url).then(
      (answer) => answer.ok,
      () => false,
    );
    if (ok) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error('The backend did not become healthy.');
}

/** Worker processes as they run in production, over a database that somebody else keeps. */
import { type ChildProcess, spawn } from 'node:child_process';
import path from 'node:path';
import { freePort } from '../../../launcher/ports.js';

const root = path.resolve(import.meta.dirname, '../../..');

export class Fleet {
  private constructor(private readonly workers: readonly ChildProcess[]) {}

  /** Resolves when all of them answer. The built server must be there. */
  static async of(size: number, databaseUrl: string, publicUrl: string): Promise<Fleet> {
    const ports = await Promise.all(Array.from({ length: size }, () => freePort()));
    const workers = ports.map((port) =>
      spawn(process.execPath, ['dist/backend/worker.js'], {
        cwd: root,
        stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
        env: {
          ...process.env,
          NODE_ENV: 'test',
          HOST: '127.0.0.1',
          PORT: String(port),
          DATABASE_URL: databaseUrl,
          PUBLIC_URL: publicUrl,
          // What watches and keeps stores is not what is measured.
          PURSER_PLUGINS_OFF: 'backup,monitor,reset,tasks',
        },
      }),
    );
    await Promise.all(ports.map((port) => answers(`http://127.0.0.1:${port}/health/ready`)));
    return new Fleet(workers);
  }

  get pids(): number[] {
    return this.workers.flatMap(({ pid }) => pid ?? []);
  }

  async stop(): Promise<void> {
    await Promise.all(
      this.workers.map(async (worker) => {
        const gone = new Promise((resolve) => worker.once('exit', resolve));
        worker.kill('SIGTERM');
        await gone;
      }),
    );
  }
}

async function answers(url: string): Promise<void> {
  for (let tries = 0; tries < 600; tries += 1) {
    const ok = await fetch(url).then(
      (answer) => answer.ok,
      () => false,
    );
    if (ok) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`${url} did not become healthy.`);
}

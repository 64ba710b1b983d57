/**
 * The server as a child: in a process group of its own (Ctrl-C is ours to pass on), with a channel whose end tells it
 * that the launcher is gone, started again when it dies.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { root } from './build/sources.js';
import { serverScript } from './lock.js';
import type { LogLines } from './log-lines.js';
import { LaunchRefusal } from './refusal.js';

export interface ServerOptions {
  readonly variables: NodeJS.ProcessEnv;
  /** Origin it answers at on this machine. */
  readonly url: string;
  readonly log: LogLines;
  /** Called with each new process id. */
  readonly onProcess: (pid: number | undefined) => void;
}

const startDeadline = 60_000;
const graceToStop = 3_500;
const deathsAllowed = 5;
const deathWindow = 60_000;

export class Server {
  private child: ChildProcess | undefined;
  private stopping = false;
  private deaths: number[] = [];
  private health = 'no answer';

  constructor(private readonly options: ServerOptions) {}

  /** Resolves when health is green; refuses with the server's last words when it ends before. */
  async start(): Promise<void> {
    this.stopping = false;
    const child = this.spawn();
    const ended = new Promise<'ended'>((resolve) => child.once('exit', () => resolve('ended')));
    if ((await Promise.race([this.untilHealthy(child), ended])) === 'healthy') {
      child.once('exit', (code, signal) => this.onDeath(code, signal));
      return;
    }
    const outcome = this.child?.exitCode === null ? `its health stayed red: ${this.health}` : 'it ended';
    await this.stop();
    throw new LaunchRefusal([`The server did not start, ${outcome}`, ...this.options.log.last(12)].join('\n  '));
  }

  async stop(): Promise<void> {
    this.stopping = true;
    const child = this.child;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const ended = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGTERM');
    await Promise.race([ended, sleep(graceToStop)]);
    child.kill('SIGKILL');
    await ended;
  }

  async restart(): Promise<void> {
    await this.stop();
    await this.start();
  }

  private spawn(): ChildProcess {
    const child = spawn(process.execPath, ['--enable-source-maps', serverScript], {
      cwd: root,
      env: this.options.variables,
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    if (child.stdout) this.options.log.follow(child.stdout);
    if (child.stderr) this.options.log.follow(child.stderr);
    this.child = child;
    this.options.onProcess(child.pid);
    return child;
  }

  private async untilHealthy(child: ChildProcess): Promise<'healthy' | 'late'> {
    for (const deadline = Date.now() + startDeadline; Date.now() < deadline && this.child === child; await sleep(50)) {
      try {
        const answer = await fetch(`${this.options.url}/health`, { signal: AbortSignal.timeout(3_000) });
        this.health = await answer.text();
        if (answer.ok) return 'healthy';
      } catch {
        this.health = 'no answer';
      }
    }
    return 'late';
  }

  private async onDeath(code: number | null, signal: NodeJS.Signals | null): Promise<void> {
    if (this.stopping) return;
    const now = Date.now();
    this.deaths = [...this.deaths.filter((at) => at > now - deathWindow), now];
    const how = signal ?? `code ${code}`;
    if (this.deaths.length > deathsAllowed) {
      console.error(`\n  The server ended ${this.deaths.length} times within a minute (last: ${how}); giving up.\n`);
      process.kill(process.pid, 'SIGTERM');
      return;
    }
    console.log(`  The server ended (${how}). Starting it again …`);
    await sleep(100 * 2 ** this.deaths.length);
    if (this.stopping) return;
    try {
      await this.start();
      console.log('  The server is back.');
    } catch (error) {
      console.error(`  ${(error as Error).message}`);
      await this.onDeath(1, null);
    }
  }
}

import { EventEmitter } from 'node:events';
import { setTimeout } from 'node:timers/promises';
import { Logger } from '@nestjs/common';
import { type Runner, type RunnerOptions, run, type TaskList } from 'graphile-worker';

const AGAIN_MS = 500;
/** In which what was done last is written, before it is given back as not done. */
const LAST_WORDS_MS = 5_000;

/** Where it is known which names of engines live. */
export interface EngineNames {
  /** From now on it locks jobs under this name. */
  add(name: string): Promise<void>;
  /** What is still locked under it is given back. */
  remove(name: string): void;
}

interface Engine {
  readonly name: string;
  readonly runner: Runner;
  readonly work: Work;
}

/**
 * The engine, and another one after it lost its database in the middle of something: a look for work that was cut off may have
 * locked a job that nobody works on. The one before finishes what it is at, and then what is locked under its name is given
 * back. Whether it ends is not waited for: it does not always, after such a loss.
 */
export class QueueRunner {
  private readonly logger = new Logger('Queue');
  private readonly ending = new Set<Promise<void>>();
  private engine: Engine | undefined;
  private stopped = false;

  constructor(
    private readonly options: Omit<RunnerOptions, 'events' | 'taskList'> & { readonly taskList: TaskList },
    private readonly names: EngineNames,
  ) {}

  async start(): Promise<void> {
    const events = new EventEmitter();
    const work = new Work();
    let name = '';
    events.once('pool:create', ({ workerPool }: { workerPool: { id: string } }) => {
      name = workerPool.id;
    });
    const runner = await run({ ...this.options, taskList: work.counted(this.options.taskList), events });
    if (this.stopped) return await runner.stop();
    const engine = { name, runner, work };
    this.engine = engine;
    runner.promise.catch((error: unknown) => this.logger.warn(`The queue ended: ${String(error)}`));
    events.once('pool:gracefulShutdown', () => this.engine === engine && this.follow());
    await this.names.add(name);
  }

  /** Another one takes over; nothing happens when one is about to already, or while all stops. */
  follow(): void {
    const { engine } = this;
    if (this.stopped || !engine) return;
    this.engine = undefined;
    this.logger.warn('The queue lost its database and begins anew.');
    const ended = this.retire(engine).finally(() => this.ending.delete(ended));
    this.ending.add(ended);
    void this.startAgain();
  }

  /** Waits for the jobs that run. */
  async stop(): Promise<void> {
    this.stopped = true;
    if (this.engine) {
      const { runner } = this.engine;
      await runner.stop();
      await runner.promise;
    }
    await Promise.all(this.ending);
  }

  private async retire({ name, runner, work }: Engine): Promise<void> {
    // Refused when it is ending already.
    runner.stop().catch(() => undefined);
    await work.done();
    if (!this.stopped) await setTimeout(LAST_WORDS_MS, undefined, { ref: false });
    this.names.remove(name);
  }

  private async startAgain(): Promise<void> {
    while (!this.stopped) {
      try {
        return await this.start();
      } catch (error) {
        this.logger.warn(`The queue could not begin: ${String(error)}`);
        await setTimeout(AGAIN_MS);
      }
    }
  }
}

/** The jobs that one engine runs. */
class Work {
  private readonly running = new Set<Promise<unknown>>();

  counted(tasks: TaskList): TaskList {
    const counted = Object.entries(tasks).map(([name, task]): [string, typeof task] => [
      name,
      (payload, helpers) => {
        const run = Promise.resolve(task?.(payload, helpers)).finally(() => this.running.delete(run));
        this.running.add(run);
        return run;
      },
    ]);
    return Object.fromEntries(counted);
  }

  async done(): Promise<void> {
    while (this.running.size > 0) await Promise.allSettled(this.running);
  }
}

/** A process of the engine, as the one sees it that started it. */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { BackupError } from '../failure.js';
import type { OpenBackup } from '../format/open-backup.js';
import type { ProgressMeter } from '../progress/progress-meter.js';
import type { Act, AnswerOf, OrderOf, Said } from './engine-orders.js';
import { ENGINE_PROGRAM } from './engine-program.js';

/**
 * What it makes is large and does not live long. Young garbage goes early, or its blocks stay with it; with the usual pace of
 * a small heap all of it would be marked again for every 10 MB of them.
 */
const NODE_OPTIONS = ['--max-semi-space-size=2', '--heap-growing-percent=100'];

export interface EngineWork {
  readonly signal: AbortSignal;
  readonly meter?: ProgressMeter;
}

export class EngineProcess {
  private readonly child: ChildProcess;
  private readonly gone: Promise<unknown>;

  /** It begins to start. `onRetry` is told why a request to a target was sent again. */
  constructor(
    private readonly database: string,
    private readonly onRetry: (reason: string) => void,
  ) {
    const [file, ...args] = ENGINE_PROGRAM;
    this.child = fork(file, args, { execArgv: NODE_OPTIONS, serialization: 'advanced' });
    this.child.on('error', () => undefined);
    // One that could not be started is gone as well.
    this.gone = once(this.child, 'exit').catch(() => undefined);
  }

  /** Throws what `failureOf` knows, or the reason of the signal. In any case the process is about to go then. */
  async write(order: Omit<OrderOf<'write'>, 'act' | 'database'>, work: EngineWork): Promise<AnswerOf<'write'>> {
    return await this.obey({ ...order, act: 'write', database: this.database }, work);
  }

  /** As {@link write}. */
  async verify({ parts, target }: OpenBackup, work: EngineWork): Promise<AnswerOf<'verify'>> {
    return await this.obey({ act: 'verify', parts, target: target.address }, work);
  }

  /** As {@link write}. */
  async load(
    { parts, target }: OpenBackup,
    into: Pick<OrderOf<'load'>, 'schema' | 'tables'>,
    work: EngineWork,
  ): Promise<AnswerOf<'load'>> {
    return await this.obey({ act: 'load', parts, target: target.address, database: this.database, ...into }, work);
  }

  /** Whatever it is at; waits until it is gone. */
  async end(): Promise<void> {
    this.child.kill('SIGKILL');
    await this.gone;
  }

  private async obey<A extends Act>(order: OrderOf<A>, { signal, meter }: EngineWork): Promise<AnswerOf<A>> {
    try {
      return await new Promise<AnswerOf<A>>((resolve, reject) => {
        const abort = () => reject(signal.reason);
        signal.addEventListener('abort', abort, { once: true });
        signal.throwIfAborted();
        this.child.on('message', ({ counted, retried, answer, failure }: Said) => {
          if (counted) meter?.take(counted);
          if (retried) this.onRetry(retried);
          if (failure) reject(asError(failure));
          if (answer !== undefined) resolve(answer as AnswerOf<A>);
        });
        void this.gone.then(() => {
          signal.removeEventListener('abort', abort);
          reject(new BackupError('worker_lost', 'The process that worked on it ended before it was done.'));
        });
        // Told by its end.
        this.child.send(order, () => undefined);
      });
    } finally {
      this.child.kill('SIGKILL');
    }
  }
}

function asError({ code, message, stack }: NonNullable<Said['failure']>): BackupError {
  const error = new BackupError(code, message);
  if (stack) error.stack = stack;
  return error;
}

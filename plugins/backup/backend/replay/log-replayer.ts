/** One plugin's thread that replays logs. Off the event loop, and with as much memory as one batch and the state need. */
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { ReplayAnswer, ReplayOrder } from '@purser/kit/replay/replay-protocol';
import { BackupError } from '../failure.js';

const BATCH = 500;
const HEAP_MB = 256;

export type LoggedEvent = readonly [name: string, args: string];

export interface Replayed {
  /** SHA-256 of the state. */
  readonly hash: string;
  readonly replayed: number;
  /** Events of other apps. */
  readonly unknown: number;
}

export class LogReplayer {
  private readonly worker: Worker;
  private readonly died: Promise<never>;
  private readonly ready: Promise<ReplayAnswer>;

  constructor(module: URL) {
    this.worker = new Worker(module, {
      resourceLimits: { maxOldGenerationSizeMb: HEAP_MB },
      env: { NODE_ENV: 'production' },
    });
    this.died = once(this.worker, 'exit').then(
      () => Promise.reject(failed('its thread ended')),
      (error: unknown) => Promise.reject(failed(error instanceof Error ? error.message : String(error))),
    );
    this.died.catch(() => undefined);
    this.ready = this.answer();
    this.ready.catch(() => undefined);
  }

  /** One log at a time. Throws a {@link BackupError} `replay_failed` when an event cannot be replayed. */
  async replay(events: AsyncIterable<LoggedEvent>, signal: AbortSignal): Promise<Replayed> {
    await this.ready;
    let batch: LoggedEvent[] = [];
    for await (const event of events) {
      signal.throwIfAborted();
      batch.push(event);
      if (batch.length < BATCH) continue;
      await this.tell({ kind: 'events', events: batch });
      batch = [];
    }
    if (batch.length > 0) await this.tell({ kind: 'events', events: batch });
    const answer = await this.tell({ kind: 'end' });
    if (answer.kind !== 'done') throw failed(`it answered ${answer.kind}`);
    const { hash, replayed, unknown } = answer;
    return { hash, replayed, unknown };
  }

  async close(): Promise<void> {
    await this.worker.terminate();
  }

  private async tell(order: ReplayOrder): Promise<ReplayAnswer> {
    const answer = this.answer();
    this.worker.postMessage(order);
    return await answer;
  }

  private async answer(): Promise<ReplayAnswer> {
    const told = new Promise<ReplayAnswer>((resolve) => this.worker.once('message', resolve));
    const answer = await Promise.race([told, this.died]);
    if (answer.kind === 'failed') throw failed(answer.message);
    return answer;
  }
}

function failed(why: string): BackupError {
  return new BackupError('replay_failed', `Its events could not be replayed: ${why}`);
}

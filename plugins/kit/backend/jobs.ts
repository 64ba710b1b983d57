import type { Type } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

export interface JobRun<Payload = unknown> {
  readonly payload: Payload;
  /** 1 on the first try. */
  readonly attempt: number;
  /** Aborted when the time-out has passed or the process is asked to stop. */
  readonly signal: AbortSignal;
}

/** An injectable of the plugin's own module. Runs at least once: make every step idempotent. */
export interface Job<Payload = unknown> {
  run(run: JobRun<Payload>): Promise<void>;
}

export interface JobDeclaration<Options = unknown> {
  /** Verb-object in kebab-case, e.g. `provision-store`; the house calls it `<plugin>.<name>`. */
  readonly name: string;
  /** Five-field cron in UTC, from the plugin's options; undefined = only when enqueued. One run per slot over all processes. */
  readonly schedule?: (options: Options) => string | undefined;
  /** Mandatory: a job without an end is a leak. Milliseconds. */
  readonly timeoutMs: number;
  /** Default 8, with exponential backoff. A job that used them up stands in the console with its error. */
  readonly maxAttempts?: number;
  /** Somebody looks at a page until it is done: it is taken before all others. Default false. */
  readonly isWaitedFor?: boolean;
  // biome-ignore lint/suspicious/noExplicitAny: every job has its own payload
  readonly run: Type<Job<any>>;
}

export interface EnqueueOptions {
  /** A second job with the same key replaces one that has not started yet. */
  readonly key?: string;
  readonly runAt?: Date;
}

/** Durable work: the row is written in the publisher's transaction, so it exists if and only if that commits. */
export abstract class Jobs {
  /** `name` is `<plugin>.<job>`. */
  abstract enqueue(tx: EntityManager, name: string, payload: unknown, options?: EnqueueOptions): Promise<void>;
}

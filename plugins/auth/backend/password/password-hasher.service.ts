import { availableParallelism } from 'node:os';
import { Inject, Injectable } from '@nestjs/common';
import { hash, type Options, parseOptions, verify } from '@node-rs/argon2';
import { optionsOf } from '@purser/kit/backend/plugin';
import type { AuthOptions } from '../auth.options.js';
import { HashingPool } from './hashing-pool.js';

/** `Algorithm.Argon2id`; the package's const enum cannot be imported by an isolated compiler. */
const ARGON2ID = 2;

/** Node's own thread pool has four threads, which files and names need too. */
const MOST_THREADS = 3;

/** Argon2id off the event loop, in a bounded pool (SECURITY 17). */
@Injectable()
export class PasswordHasher {
  private readonly cost: Options;
  private readonly pool: HashingPool;
  private nobody: Promise<string> | undefined;

  constructor(@Inject(optionsOf('auth')) options: AuthOptions) {
    const { concurrency, queue, waitSeconds, memoryKiB, passes } = options.hashing;
    const cores = Math.min(Math.max(availableParallelism() - 1, 1), MOST_THREADS);
    this.cost = { algorithm: ARGON2ID, memoryCost: memoryKiB, timeCost: passes, parallelism: 1 };
    this.pool = new HashingPool(concurrency || cores, queue, waitSeconds * 1_000);
  }

  hash(secret: string, key?: Uint8Array): Promise<string> {
    return this.pool.run(() => hash(secret.normalize('NFC'), { ...this.cost, secret: key }));
  }

  /** Takes the same time when there is no hash to compare with: strangers learn nothing from a clock (SECURITY 19). */
  async verify(known: string | null | undefined, secret: string, key?: Uint8Array): Promise<boolean> {
    const against = known ?? (await this.hashOfNobody());
    const right = await this.pool.run(() => verify(against, secret.normalize('NFC'), { secret: key }));
    return known != null && right;
  }

  /** True when the hash was made with weaker parameters than today's: hash again while the password is at hand. */
  isOutdated(known: string): boolean {
    const made = parseOptions(known);
    return made.memoryCost < (this.cost.memoryCost ?? 0) || made.timeCost < (this.cost.timeCost ?? 0);
  }

  private hashOfNobody(): Promise<string> {
    this.nobody ??= hash('nobody has this password', this.cost);
    return this.nobody;
  }
}

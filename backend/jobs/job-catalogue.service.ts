import { Inject, Injectable, type Type } from '@nestjs/common';
import { ModuleRef } from '@nestjs/core';
import { HOUSE_PLUGINS, type HousePlugins } from '@purser/kit/backend/house';
import type { Job } from '@purser/kit/backend/jobs';
import { optionsOf } from '@purser/kit/backend/plugin';
import { checkCron } from './cron-slots.js';

export interface JobKind {
  /** `<plugin>.<job>` */
  readonly name: string;
  readonly timeoutMs: number;
  readonly maxAttempts: number;
  readonly isWaitedFor: boolean;
  /** Five-field cron in UTC. */
  readonly schedule: string | undefined;
  readonly run: Type<Job>;
}

const DEFAULT_ATTEMPTS = 8;

/** Every job the enabled plugins declare. */
@Injectable()
export class JobCatalogue {
  private readonly kinds = new Map<string, JobKind>();

  constructor(@Inject(HOUSE_PLUGINS) plugins: HousePlugins, modules: ModuleRef) {
    for (const plugin of plugins) {
      for (const job of plugin.jobs ?? []) {
        const name = `${plugin.name}.${job.name}`;
        const schedule = job.schedule?.(modules.get(optionsOf(plugin.name), { strict: false }));
        if (this.kinds.has(name)) throw new Error(`The job "${name}" is declared twice.`);
        if (schedule !== undefined) checkCron(name, schedule);
        this.kinds.set(name, {
          name,
          timeoutMs: job.timeoutMs,
          maxAttempts: job.maxAttempts ?? DEFAULT_ATTEMPTS,
          isWaitedFor: job.isWaitedFor ?? false,
          schedule,
          run: job.run,
        });
      }
    }
  }

  all(): readonly JobKind[] {
    return [...this.kinds.values()];
  }

  get(name: string): JobKind {
    const kind = this.kinds.get(name);
    if (!kind) throw new Error(`No enabled plugin declares the job "${name}".`);
    return kind;
  }
}

import { Injectable } from '@nestjs/common';
import { Clock } from '@purser/kit/backend/clock';
import type { TargetHealth } from '../../records.js';
import { failureOf } from '../failure.js';
import { BackupKeys } from '../key/backup-keys.service.js';
import type { BackupTarget } from './backup-target.js';
import { BackupTargets } from './backup-targets.service.js';

const FRESH_MS = 60_000;
const TIMEOUT_MS = 8_000;

/** Tries each target out, at most once a minute: something small is written, read and removed. */
@Injectable()
export class TargetHealthChecks {
  private known: { at: number; answer: Promise<TargetHealth[]> } | undefined;

  constructor(
    private readonly targets: BackupTargets,
    private readonly keys: BackupKeys,
    private readonly clock: Clock,
  ) {}

  all(): Promise<TargetHealth[]> {
    const now = performance.now();
    if (!this.known || now - this.known.at > FRESH_MS) {
      this.known = { at: now, answer: Promise.all(this.targets.all.map((target) => this.ask(target))) };
    }
    return this.known.answer;
  }

  /** Ids alone: a key never leaves the process. */
  get keyIds() {
    return { current: this.keys.ring.currentId, all: this.keys.ring.ids, besideTheData: this.keys.besideTheData };
  }

  private async ask(target: BackupTarget): Promise<TargetHealth> {
    const startedAt = performance.now();
    const about = { name: target.name, place: target.place, checkedAt: this.clock.now().toISOString() };
    let late: NodeJS.Timeout | undefined;
    try {
      const { conditionalWrites } = await Promise.race([
        target.probe(),
        new Promise<never>((_, reject) => {
          late = setTimeout(() => reject(new Error(`no answer within ${TIMEOUT_MS / 1000} s`)), TIMEOUT_MS);
        }),
      ]);
      return { ...about, ok: true, conditionalWrites, ms: Math.round(performance.now() - startedAt), error: null };
    } catch (error) {
      const { code, message } = failureOf(error);
      const words = code === 'internal' ? (error as Error).message : message;
      return {
        ...about,
        ok: false,
        conditionalWrites: false,
        ms: Math.round(performance.now() - startedAt),
        error: words,
      };
    } finally {
      clearTimeout(late);
    }
  }
}

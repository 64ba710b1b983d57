import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { AttemptState, StorePhase, StoreStep } from '../../records.js';

export interface StepAttempt {
  readonly step: StoreStep;
  readonly walk: number;
  readonly attempt: number;
  readonly state: AttemptState;
  readonly output: Record<string, unknown> | null;
  readonly error: string | null;
  readonly startedAt: Date;
  readonly finishedAt: Date | null;
  readonly durationMs: number | null;
}

/** Milliseconds, of steps that were done lately. */
export type StepFigures = Partial<Record<StoreStep, number>>;

export interface PhaseEntry {
  readonly phase: StorePhase;
  readonly at: Date;
}

/** Stores whose steps say what is usual: those that became ready last. */
const RECENT = 200;

/** What happened to a store, in order. */
@Injectable()
export class StoreHistory {
  constructor(private readonly dataSource: DataSource) {}

  async phases(storeId: string): Promise<PhaseEntry[]> {
    return await this.dataSource.query('SELECT phase, at FROM provisioning_phase WHERE store_id = $1 ORDER BY id', [
      storeId,
    ]);
  }

  async steps(storeId: string): Promise<StepAttempt[]> {
    return await this.dataSource.query(
      `SELECT step, walk, attempt, state, output, error, started_at AS "startedAt", finished_at AS "finishedAt",
              extract(epoch FROM finished_at - started_at)::float8 * 1000 AS "durationMs"
       FROM provisioning_step WHERE store_id = $1 ORDER BY started_at`,
      [storeId],
    );
  }

  /** With errors and outputs, which are not for customers. */
  async forOperators(storeId: string): Promise<{ phases: PhaseEntry[]; steps: StepAttempt[]; stepP95Ms: StepFigures }> {
    const [phases, steps, stepP95Ms] = await Promise.all([
      this.phases(storeId),
      this.steps(storeId),
      this.usualDurations(),
    ]);
    return { phases, steps, stepP95Ms };
  }

  private async usualDurations(): Promise<StepFigures> {
    const rows: { step: StoreStep; p95: number }[] = await this.dataSource.query(
      `SELECT step, percentile_cont(0.95) WITHIN GROUP (ORDER BY extract(epoch FROM finished_at - started_at)::float8 * 1000) AS p95
       FROM (SELECT id FROM provisioning_store WHERE NOT canary AND active_at IS NOT NULL ORDER BY active_at DESC LIMIT ${RECENT}) recent
       JOIN provisioning_step ON store_id = recent.id WHERE state = 'done' GROUP BY step`,
    );
    return Object.fromEntries(rows.map(({ step, p95 }) => [step, p95]));
  }
}

import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { AttemptState, StoreStep } from '../../records.js';

/** One attempt of one step. */
@Entity('provisioning_step')
export class StepRun {
  @PrimaryColumn('text', { name: 'store_id' })
  storeId!: string;

  @PrimaryColumn('integer')
  walk!: number;

  @PrimaryColumn('text')
  step!: StoreStep;

  @PrimaryColumn('integer')
  attempt!: number;

  /** Of the claim it was begun under. */
  @Column('bigint')
  fence!: string;

  @Column('text', { default: 'running' })
  state!: AttemptState;

  @Column('jsonb', { nullable: true })
  output!: Record<string, unknown> | null;

  @Column('text', { nullable: true })
  error!: string | null;

  @Column('timestamptz', { name: 'started_at', default: () => 'clock_timestamp()' })
  startedAt!: Date;

  @Column('timestamptz', { name: 'finished_at', nullable: true })
  finishedAt!: Date | null;
}

import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { StorePhase } from '../../records.js';

/** Written by a trigger, so that no path can forget it. */
@Entity('provisioning_phase')
export class PhaseChange {
  @PrimaryColumn('bigint', { generated: 'identity', generatedIdentity: 'ALWAYS' })
  id!: string;

  @Column('text', { name: 'store_id' })
  storeId!: string;

  @Column('text')
  phase!: StorePhase;

  @Column('timestamptz', { default: () => 'clock_timestamp()' })
  at!: Date;
}

import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { StorePhase } from '../../records.js';

@Entity('provisioning_store')
export class Store {
  /** `st-<uuidv7>` */
  @PrimaryColumn('text')
  id!: string;

  @Column('uuid', { name: 'workspace_id', unique: true })
  workspaceId!: string;

  @Column('text', { default: 'requested' })
  phase!: StorePhase;

  @Column('text', { name: 'failed_from', nullable: true })
  failedFrom!: StorePhase | null;

  @Column('text', { nullable: true })
  error!: string | null;

  @Column('integer', { default: 0 })
  failures!: number;

  @Column('timestamptz', { name: 'next_attempt_at', default: () => 'clock_timestamp()' })
  nextAttemptAt!: Date;

  @Column('text', { name: 'lease_owner', nullable: true })
  leaseOwner!: string | null;

  @Column('timestamptz', { name: 'lease_until', nullable: true })
  leaseUntil!: Date | null;

  @Column('bigint', { default: 0 })
  fence!: string;

  @Column('text', { name: 'backend_id', nullable: true })
  backendId!: string | null;

  @Column('text', { nullable: true })
  route!: string | null;

  @Column('timestamptz', { name: 'approved_at', nullable: true })
  approvedAt!: Date | null;

  @Column('timestamptz', { name: 'requested_at', default: () => 'clock_timestamp()' })
  requestedAt!: Date;

  @Column('timestamptz', { name: 'active_at', nullable: true })
  activeAt!: Date | null;
}

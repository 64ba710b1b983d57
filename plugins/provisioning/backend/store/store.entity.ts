import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { DesiredState, StoreCourse, StorePhase, UsageLevel } from '../../records.js';

@Entity('provisioning_store')
export class Store {
  /** `st-<uuidv7>` */
  @PrimaryColumn('text')
  id!: string;

  @Column('uuid', { name: 'workspace_id', unique: true })
  workspaceId!: string;

  @Column('text', { default: 'requested' })
  phase!: StorePhase;

  @Column('text', { default: 'active' })
  desired!: DesiredState;

  /** The desired state that it came to rest in last. */
  @Column('text', { nullable: true })
  settled!: DesiredState | null;

  @Column('text', { default: 'create' })
  course!: StoreCourse;

  @Column('integer', { default: 1 })
  walk!: number;

  /** By an operator or its quota, beside what its workspace is. */
  @Column('text', { nullable: true })
  held!: 'read_only' | 'full' | null;

  @Column('text', { name: 'held_by', nullable: true })
  heldBy!: 'operator' | 'quota' | null;

  @Column('text', { name: 'held_reason', nullable: true })
  heldReason!: string | null;

  @Column('timestamptz', { name: 'held_at', nullable: true })
  heldAt!: Date | null;

  /** Of this store alone, as PostgreSQL's bigint in text; null: as the options say. */
  @Column('bigint', { name: 'quota_events', nullable: true })
  quotaEvents!: string | null;

  @Column('bigint', { name: 'quota_bytes', nullable: true })
  quotaBytes!: string | null;

  @Column('text', { name: 'usage_level', default: 'ok' })
  usageLevel!: UsageLevel;

  @Column('timestamptz', { name: 'usage_since', nullable: true })
  usageSince!: Date | null;

  /** An operator opened it although it is over its quota. */
  @Column('boolean', { name: 'quota_waived', default: false })
  quotaWaived!: boolean;

  @Column('timestamptz', { name: 'purge_after', nullable: true })
  purgeAfter!: Date | null;

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

  @Column('boolean', { default: false })
  canary!: boolean;

  @Column('timestamptz', { name: 'degraded_since', nullable: true })
  degradedSince!: Date | null;

  @Column('text', { name: 'degraded_reason', nullable: true })
  degradedReason!: string | null;
}

import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('workspace')
export class Workspace {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('text')
  name!: string;

  /** The name as it is compared. */
  @Column('text', { name: 'name_key' })
  nameKey!: string;

  /** The account whose quota and names it counts against; always one of its owners. */
  @Column('uuid', { name: 'owner_id' })
  ownerId!: string;

  @Column('integer', { default: 1 })
  version!: number;

  @Column('integer', { name: 'seat_limit', nullable: true })
  seatLimit!: number | null;

  /** Kept by a trigger; never written from here. */
  @Column('integer', { name: 'member_count', default: 0 })
  memberCount!: number;

  /** Kept by a trigger; never written from here. */
  @Column('integer', { name: 'owner_count', default: 0 })
  ownerCount!: number;

  @Column('timestamptz', { name: 'created_at' })
  createdAt!: Date;

  @Column('timestamptz', { name: 'updated_at' })
  updatedAt!: Date;

  @Column('timestamptz', { name: 'deleted_at', nullable: true })
  deletedAt!: Date | null;

  @Column('uuid', { name: 'deleted_by', nullable: true })
  deletedBy!: string | null;

  @Column('timestamptz', { name: 'purge_after', nullable: true })
  purgeAfter!: Date | null;

  @Column('timestamptz', { name: 'suspended_at', nullable: true })
  suspendedAt!: Date | null;

  @Column('text', { name: 'suspended_reason', nullable: true })
  suspendedReason!: string | null;
}

import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { StoreMode } from '../../records.js';

/** One log: its head, its counters and who may use it. Moved only by the push statement. */
@Entity('sync_store_log')
export class StoreLog {
  @PrimaryColumn('text', { name: 'store_id' })
  storeId!: string;

  @Column('uuid', { name: 'workspace_id' })
  workspaceId!: string;

  /** Opaque, constant for the life of the log; another one tells every client that its copy is of another log. */
  @Column('text', { name: 'backend_id' })
  backendId!: string;

  /** Newest sequence number, as PostgreSQL's bigint in text. */
  @Column('bigint')
  head!: string;

  /** Where it stood when it was restored last; null for one that never was. */
  @Column('bigint', { name: 'restored_head', nullable: true })
  restoredHead!: string | null;

  @Column('bigint')
  events!: string;

  /** Bytes of all args. */
  @Column('bigint')
  bytes!: string;

  @Column('text')
  mode!: StoreMode;

  @Column('timestamptz', { name: 'last_push_at', nullable: true })
  lastPushAt!: Date | null;

  @Column('timestamptz', { name: 'created_at' })
  createdAt!: Date;
}

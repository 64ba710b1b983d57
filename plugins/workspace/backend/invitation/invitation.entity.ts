import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { InvitationState, Role } from '../../records.js';

@Entity('workspace_invitation')
export class Invitation {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid', { name: 'workspace_id' })
  workspaceId!: string;

  @Column('text')
  email!: string;

  /** The address as it is compared (SECURITY 21). */
  @Column('text', { name: 'email_key' })
  emailKey!: string;

  @Column('text')
  role!: Role;

  @Column('text', { nullable: true })
  message!: string | null;

  /** SHA-256 of the token in the mail (SECURITY 1). */
  @Column('bytea', { name: 'token_hash', select: false })
  tokenHash!: Buffer;

  @Column('text', { default: 'pending' })
  state!: InvitationState;

  @Column('uuid', { name: 'invited_by' })
  invitedBy!: string;

  @Column('integer', { default: 1 })
  sent!: number;

  @Column('integer', { default: 1 })
  version!: number;

  @Column('timestamptz', { name: 'created_at' })
  createdAt!: Date;

  @Column('timestamptz', { name: 'expires_at' })
  expiresAt!: Date;

  @Column('timestamptz', { name: 'answered_at', nullable: true })
  answeredAt!: Date | null;

  @Column('uuid', { name: 'answered_by', nullable: true })
  answeredBy!: string | null;

  /** SHA-256 of the token in the link its inviter copied; proves no mailbox. */
  @Column('bytea', { name: 'link_hash', nullable: true, select: false })
  linkHash!: Buffer | null;

  /** Whether the token of `tokenHash` went out by mail. */
  @Column('boolean', { default: true })
  mailed!: boolean;

  @Column('timestamptz', { name: 'sent_at' })
  sentAt!: Date;
}

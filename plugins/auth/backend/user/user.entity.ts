import { Check, Column, Entity, Index, PrimaryColumn } from 'typeorm';
import type { UserRecord } from '../../records.js';

/** A customer. Operators are other people with another table: no right of one kind can leak into the other. */
@Entity('auth_user')
@Index('auth_user_one_per_address', ['emailKey'], { unique: true })
@Index('auth_user_by_created', ['createdAt'])
@Index('auth_user_synthetic', ['createdAt'], { where: 'synthetic' })
@Check('auth_user_email_key_normalised', `email_key = lower(btrim(email_key)) AND email_key <> ''`)
@Check('auth_user_locale_known', `locale IN ('en', 'de')`)
@Check(
  'auth_user_deleted_is_nobody',
  `deleted_at IS NULL OR (password_hash IS NULL AND disabled_at IS NOT NULL AND email_key = 'deleted-' || id || '@deleted.invalid')`,
)
@Check('auth_user_disabled_with_reason', '(disabled_at IS NULL) = (disabled_reason IS NULL)')
export class User {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'auth_user_pk' })
  id!: string;

  /** As the person wrote it. */
  @Column('text')
  email!: string;

  /** As it is compared. */
  @Column('text', { name: 'email_key' })
  emailKey!: string;

  @Column('text')
  name!: string;

  @Column('text')
  locale!: 'en' | 'de';

  @Column('text', { name: 'password_hash', nullable: true })
  passwordHash!: string | null;

  @Column('timestamptz', { name: 'password_changed_at', nullable: true })
  passwordChangedAt!: Date | null;

  @Column('timestamptz', { name: 'confirmed_at', nullable: true })
  confirmedAt!: Date | null;

  @Column('timestamptz', { name: 'disabled_at', nullable: true })
  disabledAt!: Date | null;

  @Column('text', { name: 'disabled_reason', nullable: true })
  disabledReason!: string | null;

  /** Then its address is nobody's and its name says so (`auth_user_deleted_is_nobody`). */
  @Column('timestamptz', { name: 'deleted_at', nullable: true })
  deletedAt!: Date | null;

  /** Null until somebody signed in to it. */
  @Column('timestamptz', { name: 'first_signed_in_at', nullable: true })
  firstSignedInAt!: Date | null;

  /** Signed up by a smoke test: counted nowhere, and removed by a job. */
  @Column('boolean', { default: false })
  synthetic!: boolean;

  /** A preference only: what it names is checked where it is used. */
  @Column('uuid', { name: 'default_workspace_id', nullable: true })
  defaultWorkspaceId!: string | null;

  @Column('timestamptz', { name: 'created_at' })
  createdAt!: Date;

  @Column('timestamptz', { name: 'updated_at' })
  updatedAt!: Date;
}

export function userRecordOf(user: Pick<User, 'id' | 'email' | 'name' | 'locale' | 'defaultWorkspaceId'>): UserRecord {
  const { id, email, name, locale, defaultWorkspaceId } = user;
  return { id, email, name, locale, defaultWorkspaceId };
}

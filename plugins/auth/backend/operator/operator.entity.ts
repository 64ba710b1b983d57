import { Check, Column, Entity, Index, PrimaryColumn } from 'typeorm';
import type { OperatorRecord } from '../../records.js';

/** One of the people who run this service. */
@Entity('auth_operator')
@Index('auth_operator_one_per_address', ['emailKey'], { unique: true })
@Check('auth_operator_email_key_normalised', `email_key = lower(btrim(email_key)) AND email_key <> ''`)
@Check('auth_operator_disabled_with_reason', '(disabled_at IS NULL) = (disabled_reason IS NULL)')
export class Operator {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'auth_operator_pk' })
  id!: string;

  @Column('text')
  email!: string;

  @Column('text', { name: 'email_key' })
  emailKey!: string;

  @Column('text')
  name!: string;

  /** Null while the operator is invited and has not chosen one. */
  @Column('text', { name: 'password_hash', nullable: true })
  passwordHash!: string | null;

  @Column('timestamptz', { name: 'password_changed_at' })
  passwordChangedAt!: Date;

  @Column('timestamptz', { name: 'disabled_at', nullable: true })
  disabledAt!: Date | null;

  @Column('text', { name: 'disabled_reason', nullable: true })
  disabledReason!: string | null;

  @Column('timestamptz', { name: 'first_signed_in_at', nullable: true })
  firstSignedInAt!: Date | null;

  @Column('timestamptz', { name: 'created_at' })
  createdAt!: Date;

  @Column('timestamptz', { name: 'updated_at' })
  updatedAt!: Date;
}

export function operatorRecordOf({ id, email, name }: Pick<Operator, 'id' | 'email' | 'name'>): OperatorRecord {
  return { id, email, name };
}

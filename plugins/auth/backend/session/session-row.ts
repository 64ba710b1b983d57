import type { SessionEndReason, SessionRecord } from '../../records.js';

/** A row of `auth_session` or `auth_operator_session`, as PostgreSQL gives it. `owner_id` is the person. */
export interface SessionRow {
  readonly id: string;
  readonly owner_id: string;
  readonly created_at: Date;
  readonly signed_in_at: Date;
  readonly last_seen_at: Date;
  readonly idle_expires_at: Date;
  readonly expires_at: Date;
  readonly ended_at: Date | null;
  readonly end_reason: SessionEndReason | null;
  readonly refresh_generation: number;
  readonly refresh_previous_hash: Buffer | null;
  readonly refresh_rotated_at: Date;
  readonly user_agent: string;
  readonly place: string | null;
}

/** With the record of the person, as the shape of its table makes it. */
export type HeldRow<Holder = unknown> = SessionRow & { readonly holder: Holder };

/** Why this session is over at `now`, or null while it lives. The clock ends sessions before any job writes it down. */
export function endOf(
  row: Pick<SessionRow, 'end_reason' | 'expires_at' | 'idle_expires_at'>,
  now: Date,
): SessionEndReason | null {
  if (row.end_reason) return row.end_reason;
  if (row.expires_at <= now) return 'session_expired';
  if (row.idle_expires_at <= now) return 'session_idle';
  return null;
}

export function sessionRecordOf(
  row: Pick<SessionRow, 'id' | 'created_at' | 'signed_in_at' | 'idle_expires_at' | 'expires_at'>,
): SessionRecord {
  return {
    id: row.id,
    createdAt: row.created_at.toISOString(),
    signedInAt: row.signed_in_at.toISOString(),
    idleExpiresAt: row.idle_expires_at.toISOString(),
    expiresAt: row.expires_at.toISOString(),
  };
}

const DAY_MS = 24 * 3_600_000;

/** Longer than the session in any case: who comes back too late is told why, instead of being nobody. */
export function cookieEndOf(row: SessionRow): Date {
  return new Date(row.expires_at.getTime() + DAY_MS);
}

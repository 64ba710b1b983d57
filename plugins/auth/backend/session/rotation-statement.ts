import type { Statement } from '@purser/kit/backend/statements';
import type { HeldRow } from './session-row.js';
import type { SessionTable } from './session-table.js';

export type RotationRow = HeldRow & {
  /** The row as this statement moved it; else as it was when the statement began. */
  readonly moved: boolean;
  readonly refresh_hash: Buffer;
  readonly refresh_window_at: Date;
  readonly refresh_window_count: number;
};

/**
 * The one durable statement of a refresh: whoever comes second finds another generation and changes nothing, and learns
 * from the same statement what the row was. Asked for later, it may have moved again.
 */
export function rotationStatement(table: SessionTable): Statement {
  const { table: name, holder } = table.shape;
  const found = `${table.columns}, s.refresh_hash, s.refresh_window_at, s.refresh_window_count, ${holder} AS holder`;
  return {
    name: `auth.rotate.${name}`,
    text: `WITH moved AS (
        UPDATE ${name} s SET
          refresh_generation = s.refresh_generation + 1, refresh_hash = $4, refresh_previous_hash = s.refresh_hash,
          refresh_rotated_at = $5,
          last_seen_at = CASE WHEN $9 THEN $5 ELSE s.last_seen_at END,
          idle_expires_at = CASE WHEN $9 THEN least($6, s.expires_at) ELSE s.idle_expires_at END,
          refresh_window_at = CASE WHEN s.refresh_window_at <= $7 THEN $5 ELSE s.refresh_window_at END,
          refresh_window_count = CASE WHEN s.refresh_window_at <= $7 THEN 1 ELSE s.refresh_window_count + 1 END
        WHERE s.id = $1 AND s.refresh_generation = $2 AND s.refresh_hash = $3
          AND s.ended_at IS NULL AND s.idle_expires_at > $5 AND s.expires_at > $5
          AND (s.refresh_window_at <= $7 OR s.refresh_window_count < $8)
        RETURNING ${found})
      SELECT true AS moved, m.* FROM moved m
      UNION ALL
      SELECT false, ${found} FROM ${name} s WHERE s.id = $1 AND NOT EXISTS (SELECT 1 FROM moved)`,
  };
}

/** What a streaming replica is good for, and when it is not. */
import type { Pool } from 'pg';

/** Seconds that a list may be older than what was committed. */
const FAR_BEHIND_S = 5;

/** Replays all that it received, or what it replayed last is new. A database that streams from nowhere is not behind. */
const NEAR = `
  SELECT NOT pg_is_in_recovery() OR pg_last_wal_receive_lsn() = pg_last_wal_replay_lsn()
      OR coalesce(now() - pg_last_xact_replay_timestamp() < interval '${FAR_BEHIND_S} s', false) AS near`;

export async function replicaIsNear(pool: Pool): Promise<boolean> {
  const { rows } = await pool.query<{ near: boolean }>(NEAR);
  return rows[0]?.near === true;
}

/** What the rows of `sync_connection` say of how devices get on, as SQL. */

/** Whoever loses races for a store loses some in a row; a device that cannot catch up loses all of them. */
const REFUSED_IN_A_ROW = 5;
/** A device opens its live pull at once, and acknowledges what it has taken in. */
const PATIENCE = `interval '20 seconds'`;

/** What is wrong with a connection (alias `c`) to a log (alias `l`); null when nothing is. */
export const TROUBLE = `CASE
  WHEN c.kind <> 'session' THEN NULL
  WHEN c.refused >= ${REFUSED_IN_A_ROW} THEN 'refused'
  WHEN l.head > c.head_acked AND c.waiting_since < now() - ${PATIENCE} THEN 'stalled'
  WHEN NOT c.live AND c.connected_at < now() - ${PATIENCE} THEN 'not_following'
END`;

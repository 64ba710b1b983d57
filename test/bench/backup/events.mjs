/**
 * Events as people make them: an id of 21 random characters, a list, some words, moments to the microsecond; and as they
 * come, those of all workspaces among each other. 2 million are 525 MB of text (STORES_AND_BACKUPS C measured its aims on
 * 511), which gzip makes 32 % of and zstd 25: little of one row is like another.
 */
const BEGINNINGS = 'ac be com con de dis em en ex for im in inter mis out over per post pre pro re se sub sur trans un';
const ENDS =
  'cede ceive duce fer form ject late lect mand mit pel port pose press quire scribe serve sort spect sume tain tend tract treat vent verse view vise';

const word = `words[1 + (random() ^ 2 * (cardinality(words) - 1))::int]`;
const words = (count) => Array.from({ length: count }, () => word).join(', ');

/** $1 is how many each log gets. */
export const insertEvents = `
  WITH vocabulary AS MATERIALIZED (
    SELECT array_agg(a || b ORDER BY random()) AS words
      FROM unnest(string_to_array('${BEGINNINGS}', ' ')) a, unnest(string_to_array('${ENDS}', ' ')) b)
  INSERT INTO sync_event (store_id, seq, size, created_at, name, client_id, session_id, args)
  SELECT store_id, n, octet_length(args), at, name, client, session, args::json
    FROM (SELECT l.store_id, n, made.at,
                 CASE n % 3 WHEN 0 THEN 'v1.TaskCreated' WHEN 1 THEN 'v1.TaskRenamed' ELSE 'v1.TaskCompleted' END AS name,
                 left(md5(l.store_id || 'client' || n % 5), 5) AS client, left(md5(l.store_id || 'session' || n % 9), 5) AS session,
                 json_build_object(
                   'id', left(translate(encode(decode(md5(random()::text), 'hex'), 'base64'), '+/', '-_'), 21),
                   'list', left(md5(l.store_id || 'list' || n % 7), 21),
                   'title', array_to_string((ARRAY[${words(8)}])[1:4 + n % 5], ' '),
                   'at', (extract(epoch FROM made.at) * 1000)::bigint)::text AS args
            FROM sync_store_log l CROSS JOIN generate_series(1, $1::int) n CROSS JOIN vocabulary
           CROSS JOIN LATERAL (SELECT timestamptz '2026-01-01 00:00Z' + (n + random() + 0 * length(l.store_id)) * interval '10 min' AS at) made) made
   ORDER BY at`;

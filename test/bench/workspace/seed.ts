/** A large installation, written straight into the tables: 1 M people, 1 M memberships, one workspace that is large itself. */
import { hash } from '@node-rs/argon2';
import pg from 'pg';
import { PASSWORD } from '../auth/subject.js';

/** `BENCH_SCALE=0.1` for a look at a change; figures are told at 1. */
const SCALE = Number(process.env.BENCH_SCALE ?? 1);
export const PEOPLE = 1_000_000 * SCALE;
/** Everybody beyond the members of the large workspace is in one of these. */
export const SMALL_WORKSPACES = 90_000 * SCALE;
export const LARGE_MEMBERS = 100_000 * SCALE;
export const AUDIT_ROWS = 1_000_000 * SCALE;

export const emailOf = (person: number) => `person-${person}@bench.example`;
export const STAFF = 'staff@bench.example';
/** Sorts by number, as UUIDv7 sorts by time. */
export const idOf = (n: number) => `01890000-0000-7000-8000-${n.toString(16).padStart(12, '0')}`;
export const LARGE = idOf(0);

const TABLES = ['auth_user', 'workspace', 'workspace_membership', 'house_audit', 'house_audit_link'];

const ID = (n: string) => `('01890000-0000-7000-8000-' || lpad(to_hex(${n}), 12, '0'))::uuid`;
const AT = (n: string) => `(timestamptz '2025-01-01' + (${n}) * interval '20 seconds')`;

/** `auth.options.ts`: what it hashes with by default. */
const ARGON2ID = { algorithm: 2, memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** Leaves one alone that was filled before. */
export async function seed(databaseUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  if (await isSeeded(client)) return await client.end();
  const password = await hash(PASSWORD, ARGON2ID);
  // Counting and chaining row by row is for what people do; here the sums are written once, below.
  await client.query('SET session_replication_role = replica');
  await client.query(`SET maintenance_work_mem = '512MB'`);
  const indexes = await withoutIndexes(client);
  await client.query(
    `INSERT INTO auth_user (id, email, email_key, name, locale, password_hash, confirmed_at, created_at, updated_at)
     SELECT ${ID('n')}, e, e, (ARRAY['Ada','Grace','Alan','Edsger','Barbara','Donald','Frances','Ken'])[1 + n % 8] || ' ' || md5(n::text),
            'en', $1, CASE WHEN n % 20 = 0 THEN NULL ELSE ${AT('n')} END, ${AT('n')}, ${AT('n')}
     FROM generate_series(1, ${PEOPLE}) n, concat('person-', n, '@bench.example') e`,
    [password],
  );
  await client.query(
    `INSERT INTO workspace (id, name, name_key, owner_id, member_count, owner_count, created_at, updated_at)
     SELECT ${ID('n')}, 'Workspace ' || n, 'workspace ' || n, ${ID(`CASE WHEN n = 0 THEN 1 ELSE ${LARGE_MEMBERS} + n END`)},
            CASE WHEN n = 0 THEN ${LARGE_MEMBERS} ELSE ${(PEOPLE - LARGE_MEMBERS) / SMALL_WORKSPACES} END, 1, ${AT('n')}, ${AT('n')}
     FROM generate_series(0, ${SMALL_WORKSPACES}) n`,
  );
  await client.query('UPDATE workspace SET search_text = workspace_search_text(name, owner_id)');
  await client.query(
    `INSERT INTO workspace_membership (id, workspace_id, user_id, role, created_at, updated_at)
     SELECT ${ID('n')}, ${ID(`CASE WHEN n <= ${LARGE_MEMBERS} THEN 0 ELSE 1 + (n - ${LARGE_MEMBERS} - 1) % ${SMALL_WORKSPACES} END`)},
            ${ID('n')},
            CASE WHEN n = 1 OR n BETWEEN ${LARGE_MEMBERS} + 1 AND ${LARGE_MEMBERS + SMALL_WORKSPACES} THEN 'owner'
                 WHEN n % 10 = 0 THEN 'admin' WHEN n % 10 = 1 THEN 'viewer' ELSE 'member' END,
            ${AT('n')}, ${AT('n')}
     FROM generate_series(1, ${PEOPLE}) n`,
  );
  await client.query(
    `INSERT INTO house_audit (id, entry)
     SELECT ${ID('n')}, jsonb_build_object('at', extract(epoch FROM ${AT('n')}) * 1000,
       'what', (ARRAY['workspace.member-added','workspace.member-role-changed','workspace.invited','workspace.renamed'])[1 + n % 4],
       'by', jsonb_build_object('kind', 'customer', 'id', ${ID(`1 + n % ${LARGE_MEMBERS}`)}),
       'on', jsonb_build_object('type', 'user', 'id', ${ID(`1 + n % ${LARGE_MEMBERS}`)}),
       'workspaceId', ${ID('0')}, 'after', jsonb_build_object('role', 'member'))::text
     FROM generate_series(1, ${AUDIT_ROWS}) n`,
  );
  await client.query(
    `INSERT INTO house_audit_link (chain, seq, audit_id, hash)
     SELECT n % 16, 1 + n / 16, ${ID('n')}, md5(n::text) FROM generate_series(1, ${AUDIT_ROWS}) n`,
  );
  await client.query(
    'UPDATE house_audit_head h SET seq = (SELECT max(seq) FROM house_audit_link l WHERE l.chain = h.chain)',
  );
  await client.query('SET session_replication_role = DEFAULT');
  for (const index of indexes) await client.query(index);
  for (const table of TABLES) await client.query(`VACUUM (ANALYZE) ${table}`);
  // Last: whoever finds them knows that all is there.
  await client.query(
    `INSERT INTO auth_operator (id, email, email_key, name, password_hash, password_changed_at, created_at, updated_at)
     VALUES ($1, $2, $2, 'Staff', $3, now(), now(), now())`,
    [idOf(1), STAFF, password],
  );
  await client.query(`INSERT INTO auth_operator_role (operator_id, role, granted_at) VALUES ($1, 'owner', now())`, [
    idOf(1),
  ]);
  await client.end();
}

async function isSeeded(client: pg.Client): Promise<boolean> {
  const { rowCount } = await client.query('SELECT FROM auth_operator WHERE email_key = $1', [STAFF]);
  return rowCount === 1;
}

/** Takes them off, as one built at the end costs a fraction of one kept row by row. Answers how they are made again. */
async function withoutIndexes(client: pg.Client): Promise<string[]> {
  const { rows } = await client.query<{ name: string; made: string }>(
    `SELECT i.indexrelid::regclass::text AS name, pg_get_indexdef(i.indexrelid) AS made FROM pg_index i
     WHERE i.indrelid = ANY ($1::regclass[]) AND NOT EXISTS (SELECT FROM pg_constraint c WHERE c.conindid = i.indexrelid)`,
    [TABLES],
  );
  for (const { name } of rows) await client.query(`DROP INDEX ${name}`);
  return rows.map(({ made }) => made);
}

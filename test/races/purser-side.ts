import { createHash, randomBytes } from 'node:crypto';
import { uuidv7 } from 'uuidv7';
import { ask, type Racer, type Side } from './side.js';

export interface PurserSideOptions {
  readonly servers: readonly [string, string];
  readonly people: readonly Racer[];
  /** Headers of an operator who may everything. */
  readonly staff: Readonly<Record<string, string>>;
  query(sql: string, values?: readonly unknown[]): Promise<Record<string, unknown>[]>;
  stop(): Promise<void>;
}

/** Teams and invitations are laid into the tables; what races goes over the API. */
export function purserSide({ servers, people, staff, query, stop }: PurserSideOptions): Side {
  const url = (server: number) => servers[server % 2] as string;
  const one = async (sql: string, values: readonly unknown[]) => (await query(sql, values))[0] ?? {};
  const versionOf = async (team: string, { id }: Racer) =>
    Number(
      (await one('SELECT version FROM workspace_membership WHERE workspace_id = $1 AND user_id = $2', [team, id]))
        .version ?? 1,
    );
  return {
    name: 'Purser',
    people,
    async team(owners, seats) {
      const id = uuidv7();
      await query(
        `WITH made AS (
           INSERT INTO workspace (id, name, name_key, owner_id, seat_limit, created_at, updated_at)
           VALUES ($1::uuid, $1::text, $1::text, $2, $3, now(), now()) RETURNING id)
         INSERT INTO workspace_membership (id, workspace_id, user_id, role, created_at, updated_at)
         SELECT gen_random_uuid(), id, owner, 'owner', now(), now() FROM made, unnest($4::uuid[]) AS owner`,
        [id, owners[0]?.id, seats ?? null, owners.map((owner) => owner.id)],
      );
      return id;
    },
    async invited(team, owner, guests) {
      const invitations = guests.map(({ email }) => ({ email, handle: randomBytes(32).toString('base64url') }));
      await query(
        `INSERT INTO workspace_invitation (id, workspace_id, email, email_key, role, token_hash, invited_by, created_at, sent_at, expires_at)
         SELECT gen_random_uuid(), $1, email, lower(email), 'member', hash, $2, now(), now(), now() + interval '7 days'
         FROM unnest($3::text[], $4::bytea[]) AS i (email, hash)`,
        [
          team,
          owner.id,
          invitations.map(({ email }) => email),
          invitations.map(({ handle }) => createHash('sha256').update(handle).digest()),
        ],
      );
      return invitations;
    },
    async state(team) {
      const row = await one(
        `SELECT count(w.id) FILTER (WHERE w.deleted_at IS NULL)::int AS there,
           (SELECT count(*)::int FROM workspace_membership WHERE workspace_id = $1) AS members,
           (SELECT count(*)::int FROM workspace_membership WHERE workspace_id = $1 AND role = 'owner') AS owners,
           (SELECT (count(*) - count(DISTINCT user_id))::int FROM workspace_membership WHERE workspace_id = $1) AS doubled,
           (SELECT count(*)::int FROM workspace_membership m WHERE NOT EXISTS (SELECT 1 FROM workspace WHERE id = m.workspace_id)) AS orphans
         FROM workspace w WHERE w.id = $1`,
        [team],
      );
      const { there, members, owners, doubled, orphans } = row as Record<string, number>;
      return {
        exists: there === 1,
        members: members ?? 0,
        owners: owners ?? 0,
        doubled: doubled ?? 0,
        orphans: orphans ?? 0,
      };
    },
    async pending(team, address) {
      const row = await one(
        `SELECT count(*)::int AS pending FROM workspace_invitation WHERE workspace_id = $1 AND state = 'pending' AND lower(btrim(email)) = $2`,
        [team, address],
      );
      return Number(row.pending);
    },
    async changeRole(server, team, by, whose, role) {
      const path = `/api/workspaces/${team}/members/${whose.id}`;
      const version = await versionOf(team, whose);
      return await ask(url(server), { method: 'PATCH', path, headers: by.headers, body: { role, version } });
    },
    leave: (server, team, by) =>
      ask(url(server), { method: 'POST', path: `/api/workspaces/${team}/leave`, headers: by.headers }),
    invite: (server, team, by, email) =>
      ask(url(server), {
        method: 'POST',
        path: `/api/workspaces/${team}/invitations`,
        headers: by.headers,
        body: { email },
      }),
    accept: (server, by, { handle }) =>
      ask(url(server), {
        method: 'POST',
        path: '/api/invitations/accept',
        headers: by.headers,
        body: { token: handle },
      }),
    deleteTeam: (server, team, by) =>
      ask(url(server), {
        method: 'DELETE',
        path: `/api/workspaces/${team}`,
        headers: by.headers,
        body: { name: team, version: 1 },
      }),
    removeByStaff: (server, _team, whose) =>
      ask(url(server), {
        method: 'POST',
        path: '/api/console/memberships/remove-user',
        headers: staff,
        body: { userId: whose.id, reason: 'the account goes' },
      }),
    stop,
  };
}

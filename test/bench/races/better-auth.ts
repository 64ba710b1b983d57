/** Better Auth's organization plugin as a side: two processes over one database. */
import { type ChildProcess, fork } from 'node:child_process';
import { createHmac, randomBytes, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import path from 'node:path';
import pg from 'pg';
import { freePort } from '../../../launcher/ports.js';
import { ask, type Racer, type Side } from '../../races/side.js';
import { PUBLIC_URL } from '../auth/subject.js';

const COOKIE = '__Secure-better-auth.session_token';
const ROOT = '/api/auth/organization';

export async function betterAuthSide(databaseUrl: string, count: number): Promise<Side> {
  const secret = randomBytes(32).toString('base64url');
  const first = await start(databaseUrl, secret, { MIGRATE: '1' });
  const second = await start(databaseUrl, secret, {});
  const pool = new pg.Pool({ connectionString: databaseUrl, max: 2 });
  const query = async (sql: string, values: readonly unknown[] = []) =>
    (await pool.query(sql, values as unknown[])).rows;
  const signIn = signer(secret, query);
  const people = await signIn(Array.from({ length: count }, (_, n) => `user-${n}`));
  const [staff] = await signIn(['user-staff']);
  const post = (server: number, by: Racer, route: string, body: unknown) => {
    const url = server % 2 ? second.url : first.url;
    return ask(url, { method: 'POST', path: route, headers: by.headers, body });
  };
  const memberId = async (team: string, { id }: Racer): Promise<string> =>
    (await query('SELECT id FROM member WHERE "organizationId" = $1 AND "userId" = $2', [team, id]))[0]?.id ?? 'none';
  return {
    name: 'Better Auth',
    people,
    async team(owners, seats) {
      const id = randomUUID();
      const name = seats === undefined ? id : `seats-${seats}-${id}`;
      await query('INSERT INTO organization (id, name, slug, "createdAt") VALUES ($1, $2, $1, now())', [id, name]);
      await query(
        `INSERT INTO member (id, "organizationId", "userId", role, "createdAt")
         SELECT gen_random_uuid()::text, $1, owner, 'owner', now() FROM unnest($2::text[]) AS owner`,
        [id, owners.map((owner) => owner.id)],
      );
      return id;
    },
    async invited(team, owner, guests) {
      const invitations = guests.map(({ email }) => ({ email, handle: randomUUID() }));
      await query(
        `INSERT INTO invitation (id, "organizationId", email, role, status, "expiresAt", "createdAt", "inviterId")
         SELECT id, $1, email, 'member', 'pending', now() + interval '2 days', now(), $2
         FROM unnest($3::text[], $4::text[]) AS i (id, email)`,
        [team, owner.id, invitations.map(({ handle }) => handle), invitations.map(({ email }) => email)],
      );
      return invitations;
    },
    async state(team) {
      const [row] = await query(
        `SELECT (SELECT count(*)::int FROM organization WHERE id = $1) AS there, count(*)::int AS members,
           count(*) FILTER (WHERE role LIKE '%owner%')::int AS owners,
           (count(*) - count(DISTINCT "userId"))::int AS doubled,
           (SELECT count(*)::int FROM member m WHERE NOT EXISTS (SELECT 1 FROM organization WHERE id = m."organizationId")) AS orphans
         FROM member WHERE "organizationId" = $1`,
        [team],
      );
      return { ...row, exists: row.there === 1 };
    },
    async pending(team, address) {
      const [row] = await query(
        `SELECT count(*)::int AS pending FROM invitation
         WHERE "organizationId" = $1 AND status = 'pending' AND lower(btrim(email)) = $2`,
        [team, address],
      );
      return row.pending;
    },
    changeRole: async (server, team, by, whose, role) =>
      post(server, by, `${ROOT}/update-member-role`, {
        organizationId: team,
        memberId: await memberId(team, whose),
        role,
      }),
    leave: (server, team, by) => post(server, by, `${ROOT}/leave`, { organizationId: team }),
    invite: (server, team, by, email) =>
      post(server, by, `${ROOT}/invite-member`, { organizationId: team, email, role: 'member' }),
    accept: (server, by, { handle }) => post(server, by, `${ROOT}/accept-invitation`, { invitationId: handle }),
    deleteTeam: (server, team, by) => post(server, by, `${ROOT}/delete`, { organizationId: team }),
    async removeByStaff(server, _team, whose) {
      if (!staff) throw new Error('nobody is staff');
      return await post(server, staff, '/api/auth/admin/remove-user', { userId: whose.id });
    },
    async stop() {
      await pool.end();
      for (const { process } of [first, second]) {
        process.kill('SIGTERM');
        await once(process, 'exit');
      }
    },
    /** Who was removed comes back for the next round. */
    refresh: () => signIn([`user-${count - 1}`]).then((back) => void people.splice(count - 1, 1, ...back)),
  };
}

async function start(databaseUrl: string, secret: string, more: Record<string, string>) {
  const port = await freePort();
  const process_: ChildProcess = fork(path.join(import.meta.dirname, 'better-auth-server.ts'), {
    env: {
      ...process.env,
      NODE_ENV: 'production',
      PORT: String(port),
      PUBLIC_URL,
      DATABASE_URL: databaseUrl,
      BETTER_AUTH_SECRET: secret,
      ...more,
    },
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
  await once(process_, 'message');
  return { process: process_, url: `http://127.0.0.1:${port}` };
}

/** Written straight into the tables: signing in is not what races. */
function signer(secret: string, query: (sql: string, values: readonly unknown[]) => Promise<unknown[]>) {
  return async (ids: readonly string[]): Promise<Racer[]> => {
    const racers = ids.map((id) => ({ id, email: `${id}@race.example`, token: randomBytes(24).toString('base64url') }));
    for (const { id, email, token } of racers) {
      await query(
        `INSERT INTO "user" (id, name, email, "emailVerified", "createdAt", "updatedAt")
         VALUES ($1, 'Racer', $2, true, now(), now()) ON CONFLICT DO NOTHING`,
        [id, email],
      );
      await query(
        `INSERT INTO session (id, token, "userId", "expiresAt", "createdAt", "updatedAt")
         VALUES (gen_random_uuid()::text, $1, $2, now() + interval '7 days', now(), now())`,
        [token, id],
      );
    }
    return racers.map(({ id, email, token }) => {
      const signature = createHmac('sha256', secret).update(token).digest('base64');
      const cookie = `${COOKIE}=${encodeURIComponent(`${token}.${signature}`)}`;
      return { id, email, headers: { cookie, origin: PUBLIC_URL } };
    });
  };
}

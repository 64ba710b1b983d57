/**
 * Better Auth with its organization and admin plugins, as its documentation sets them up. Teams whose name begins with
 * `seats-<n>` have as many seats. Run by `better-auth.ts` as a process of its own.
 */
import { createServer } from 'node:http';
import { betterAuth } from 'better-auth';
import { getMigrations } from 'better-auth/db/migration';
import { toNodeHandler } from 'better-auth/node';
import { admin, organization } from 'better-auth/plugins';
import pg from 'pg';

const auth = betterAuth({
  baseURL: process.env.PUBLIC_URL,
  secret: process.env.BETTER_AUTH_SECRET,
  // As many connections as Purser has.
  database: new pg.Pool({ connectionString: process.env.DATABASE_URL, max: 20 }),
  emailAndPassword: { enabled: true },
  // Its limits per address are in memory and would stop a race that comes from one.
  rateLimit: { enabled: false },
  plugins: [
    organization({
      membershipLimit: (_user, { name }) => Number(/^seats-(\d+)/.exec(name)?.[1] ?? 100),
      sendInvitationEmail: async () => undefined,
    }),
    admin({ adminUserIds: ['user-staff'] }),
  ],
});

if (process.env.MIGRATE) {
  const { runMigrations } = await getMigrations(auth.options);
  await runMigrations();
}
process.on('disconnect', () => process.exit(0));
createServer(toNodeHandler(auth)).listen(Number(process.env.PORT), '127.0.0.1', () => process.send?.('listening'));

/**
 * Better Auth behind its Node handler, as its documentation sets it up: address and password, sessions in PostgreSQL,
 * everything else as it comes. Run by `better-auth.ts` as a process of its own.
 */
import { createServer } from 'node:http';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { betterAuth } from 'better-auth';
import { getMigrations } from 'better-auth/db/migration';
import { toNodeHandler } from 'better-auth/node';
import pg from 'pg';

const auth = betterAuth({
  baseURL: process.env.PUBLIC_URL,
  secret: process.env.BETTER_AUTH_SECRET,
  // As many connections as Purser has.
  database: new pg.Pool({ connectionString: process.env.DATABASE_URL, max: 20 }),
  emailAndPassword: { enabled: true },
});

const { runMigrations } = await getMigrations(auth.options);
await runMigrations();

const delay = monitorEventLoopDelay();
delay.enable();
process.on('message', () => {
  process.send?.({ eventLoopP99: delay.percentile(99) / 1e6 });
  delay.reset();
});
// The channel's end tells that the bench is gone.
process.on('disconnect', () => process.exit(0));

createServer(toNodeHandler(auth)).listen(Number(process.env.PORT), '127.0.0.1', () => process.send?.('listening'));

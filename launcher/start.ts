/** `pnpm start`: from a fresh clone to a running house. Opens things in order, and closes them in the other. */
import path from 'node:path';
import { ensureBuilt } from './fresh-build.js';
import { writeLock } from './lock.js';
import { keepLog } from './log-lines.js';
import { panel } from './panel.js';
import { prepareDatabase } from './prepare-database.js';
import { refuse } from './refusal.js';
import { Server } from './server.js';
import { Stopping } from './stopping.js';
import { openSurroundings, readSurroundings } from './surroundings.js';

const WARN = 40;

async function start(stopping: Stopping): Promise<void> {
  const started = performance.now();
  const env = readSurroundings();
  const home = env.PURSER_DATA_DIR;
  const [opening, building] = await Promise.allSettled([openSurroundings(env, stopping), ensureBuilt()]);
  if (opening.status === 'rejected') throw opening.reason;
  if (building.status === 'rejected') throw building.reason;
  const surroundings = opening.value;

  const credentials = await prepareDatabase(surroundings);
  const { databaseUrl, smtpUrl } = surroundings;
  const server = new Server({
    url: `http://127.0.0.1:${env.PORT}`,
    variables: surroundings.variables,
    log: keepLog(path.join(home, 'server.log'), WARN),
    onProcess: (pid) =>
      writeLock(home, { launcher: process.pid, server: pid, url: env.PUBLIC_URL, databaseUrl, smtpUrl }),
  });
  stopping.defer(() => server.stop());
  await Promise.all([server.start(), surroundings.inbox?.opened]);
  console.log(
    panel({
      title: 'Purser',
      seconds: (performance.now() - started) / 1000,
      portal: env.PUBLIC_URL,
      console: `${env.CONSOLE_URL}/console`,
      inbox: surroundings.inbox?.url,
      server: `http://localhost:${env.PORT}`,
      database: env.DATABASE_URL ? 'as given in DATABASE_URL' : 'embedded PostgreSQL',
      dataDir: path.relative(process.cwd(), home) || home,
      credentials,
    }),
  );
}

const stopping = new Stopping().onceAsked();
start(stopping).catch(async (error) => {
  await stopping.closeAll();
  refuse(error);
});

/** `pnpm purser <command>`: the house's commands over the database of this installation, running or not. */

import { ensureBuilt } from './fresh-build.js';
import { runHouseCommand } from './house-command.js';
import { dropLock, findRunning, takeLock } from './lock.js';
import { startCluster } from './postgres/cluster.js';
import { migrateOnce } from './prepare-database.js';
import { LaunchRefusal, refuse } from './refusal.js';
import { printSecrets } from './secrets.js';
import { Stopping } from './stopping.js';
import { readSurroundings } from './surroundings.js';

async function main(args: readonly string[]): Promise<number> {
  if (args[0] === 'secrets') return printSecrets();
  if (args[0] === 'smoke') return smokeFromOutside(args);
  const env = readSurroundings();
  await ensureBuilt(['kit', 'server']);
  const running = findRunning(env.PURSER_DATA_DIR);
  const own = { ...process.env, PURSER_DATA_DIR: env.PURSER_DATA_DIR };
  if (running || env.DATABASE_URL) {
    const { databaseUrl = env.DATABASE_URL, smtpUrl = env.SMTP_URL } = running ?? {};
    if (!databaseUrl) throw new LaunchRefusal('Purser is just starting here: try again when its panel stands.');
    const { code } = await runHouseCommand(args, { ...own, DATABASE_URL: databaseUrl, SMTP_URL: smtpUrl });
    return code;
  }
  const stopping = new Stopping().onceAsked();
  await takeLock(env.PURSER_DATA_DIR, 'a command');
  stopping.defer(() => dropLock(env.PURSER_DATA_DIR));
  const cluster = await startCluster({ home: env.PURSER_DATA_DIR, database: 'purser' });
  stopping.defer(() => cluster.stop());
  try {
    const variables = { ...own, DATABASE_URL: cluster.url };
    await migrateOnce(env, variables);
    return (await runHouseCommand(args, variables)).code;
  } finally {
    await stopping.closeAll();
  }
}

/** Looks at a house from outside, so it needs none here. */
async function smokeFromOutside(args: readonly string[]): Promise<number> {
  readSurroundings();
  await ensureBuilt(['kit', 'server']);
  return (await runHouseCommand(args, process.env)).code;
}

/** What the launcher answers itself, because it needs no house. */
const ownCommands = '  secrets\n      Print fresh secrets for production, in the form of an env file';

async function mainWithList(args: readonly string[]): Promise<number> {
  const code = await main(args);
  if (args.length === 0 || args[0] === 'help') console.log(ownCommands);
  return code;
}

mainWithList(process.argv.slice(2)).then((code) => process.exit(code), refuse);

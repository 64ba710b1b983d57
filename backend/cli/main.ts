/** `pnpm purser <command>`: commands of the house and of its plugins, over the same house as the server. */
import { EnvRefusal, readEnv } from '../env.js';
import { HouseRefusal } from '../house-refusal.js';
import { startReporting } from '../instrument.js';

try {
  const env = readEnv();
  await startReporting(env.SENTRY_DSN, env.NODE_ENV);
  const { runCommandLine } = await import('./run-command-line.js');
  process.exitCode = await runCommandLine(process.argv.slice(2), env);
} catch (error) {
  const known = error instanceof EnvRefusal || error instanceof HouseRefusal;
  console.error(known ? (error as Error).message : error);
  process.exitCode = 1;
}

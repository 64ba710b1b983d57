/** From the environment to a running process; what is wrong is told in sentences, not in a stack. */
import { type Env, EnvRefusal, readEnv } from './env.js';
import { HouseRefusal } from './house-refusal.js';
import { startReporting } from './instrument.js';

export async function start(role?: Env['PURSER_ROLE']): Promise<void> {
  try {
    const env = readEnv();
    await startReporting(env.SENTRY_DSN, env.NODE_ENV, env.SENTRY_TRACES);
    const { run } = await import('./run.js');
    await run(env, role ?? env.PURSER_ROLE);
  } catch (error) {
    process.stderr.write(`${sentenceOf(error)}\n`);
    process.exit(1);
  }
}

export function sentenceOf(error: unknown): string {
  if (error instanceof EnvRefusal || error instanceof HouseRefusal) return error.message;
  const { code, port, message, stack } = error as NodeJS.ErrnoException & { port?: number };
  if (code === 'EADDRINUSE') return `Port ${port} is taken: set PORT to a free one.`;
  if (code === 'ECONNREFUSED') return 'The database does not answer: check DATABASE_URL and that PostgreSQL runs.';
  return stack ?? message;
}

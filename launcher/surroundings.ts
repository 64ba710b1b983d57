/** What the server needs around it: the database and the mail server that were given, or embedded ones. */
import { type Env, EnvRefusal, readEnv } from '../backend/env.js';
import { type Inbox, openInbox } from './inbox.js';
import { dropLock, takeLock } from './lock.js';
import { claimPort } from './ports.js';
import { startCluster } from './postgres/cluster.js';
import { LaunchRefusal } from './refusal.js';
import type { Stopping } from './stopping.js';

export interface Surroundings {
  readonly env: Env;
  readonly databaseUrl: string;
  readonly smtpUrl: string;
  /** Only when letters are caught here. */
  readonly inbox?: Inbox;
  /** What a process of the house is started with. */
  readonly variables: NodeJS.ProcessEnv;
}

/** The environment, or a refusal with everything that is wrong with it. */
export function readSurroundings(): Env {
  try {
    return readEnv();
  } catch (error) {
    if (error instanceof EnvRefusal) throw new LaunchRefusal(error.sentences.join('\n  '));
    throw error;
  }
}

export async function openSurroundings(env: Env, stopping: Stopping): Promise<Surroundings> {
  const home = env.PURSER_DATA_DIR;
  await takeLock(home, env.PUBLIC_URL);
  stopping.defer(() => dropLock(home));
  await claimPort('PORT', env.PORT, env.HOST);
  if (!env.SMTP_URL) await claimPort('PURSER_MAIL_UI_PORT', env.PURSER_MAIL_UI_PORT, '127.0.0.1');

  const inbox = env.SMTP_URL ? undefined : await openInbox(home, env.PURSER_MAIL_UI_PORT);
  if (inbox) stopping.defer(() => inbox.stop());
  const cluster = env.DATABASE_URL ? undefined : await startCluster({ home, database: 'purser' });
  if (cluster) stopping.defer(() => cluster.stop());
  const databaseUrl = env.DATABASE_URL ?? cluster?.url ?? '';
  const smtpUrl = env.SMTP_URL ?? inbox?.smtpUrl ?? '';
  return {
    env,
    databaseUrl,
    smtpUrl,
    inbox,
    variables: { ...process.env, DATABASE_URL: databaseUrl, SMTP_URL: smtpUrl, PURSER_DATA_DIR: home },
  };
}

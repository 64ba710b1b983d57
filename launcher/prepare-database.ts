/** Migrations before the start of a new build; on the first start in development, somebody to sign in as. */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { stampsBuilt } from './build/sources.js';
import { needHouseCommand } from './house-command.js';
import type { Credentials } from './panel.js';
import type { Surroundings } from './surroundings.js';

export async function prepareDatabase({ env, variables }: Surroundings): Promise<Credentials[]> {
  await migrate(env.PURSER_DATA_DIR, env.DATABASE_URL, variables);
  const seeded = path.join(env.PURSER_DATA_DIR, 'seeded');
  if (env.NODE_ENV !== 'development' || existsSync(seeded)) return [];
  const lines = await needHouseCommand(['seed', '--json'], variables);
  writeFileSync(seeded, `${new Date().toISOString()}\n`);
  return lines.flatMap(credentialsIn);
}

/**
 * The embedded database belongs to this build alone, so what this build has migrated needs no second look, which
 * takes a second or two. The server itself refuses a database that is older than its release.
 */
async function migrate(home: string, given: string | undefined, variables: NodeJS.ProcessEnv): Promise<void> {
  const marker = path.join(home, 'postgres', 'purser-migrated');
  const build = createHash('sha1')
    .update(JSON.stringify(stampsBuilt('server')))
    .digest('hex');
  if (!given && existsSync(marker) && readFileSync(marker, 'utf8') === build) return;
  await needHouseCommand(['migrate'], variables);
  if (!given) writeFileSync(marker, build);
}

/** `seed --json` prints one object per account that it made: `{"who":"Operator","email":…,"password":…}`. */
function credentialsIn(line: string): Credentials[] {
  try {
    const { who, email, password } = JSON.parse(line) as Partial<Credentials>;
    return who && email && password ? [{ who, email, password }] : [];
  } catch {
    return [];
  }
}

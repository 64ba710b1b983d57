/** Migrations before the start of a new build; on the first start in development, somebody to sign in as. */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Env } from '../backend/env.js';
import { stampsBuilt } from './build/sources.js';
import { needHouseCommand } from './house-command.js';
import type { Credentials } from './panel.js';
import type { Surroundings } from './surroundings.js';

export async function prepareDatabase({ env, variables }: Surroundings): Promise<Credentials[]> {
  await migrateOnce(env, variables);
  const seeded = path.join(env.PURSER_DATA_DIR, ...(env.DATABASE_URL ? [] : ['postgres']), 'purser-seeded');
  if (env.NODE_ENV !== 'development' || existsSync(seeded)) return [];
  const lines = await needHouseCommand(['seed'], variables);
  writeFileSync(seeded, `${new Date().toISOString()}\n`);
  return credentialsIn(lines);
}

/**
 * The embedded database belongs to this build alone, so what this build has migrated needs no second look, which
 * takes a second or two. The server itself refuses a database that is older than its release.
 */
export async function migrateOnce(
  { PURSER_DATA_DIR: home, DATABASE_URL: given }: Pick<Env, 'PURSER_DATA_DIR' | 'DATABASE_URL'>,
  variables: NodeJS.ProcessEnv,
): Promise<void> {
  const marker = path.join(home, 'postgres', 'purser-migrated');
  const build = createHash('sha1')
    .update(JSON.stringify(stampsBuilt('server')))
    .digest('hex');
  if (!given && existsSync(marker) && readFileSync(marker, 'utf8') === build) return;
  await needHouseCommand(['migrate'], variables);
  if (!given) writeFileSync(marker, build);
}

/** The last line of `seed` is for programs: role → what was made for it now, or null. */
function credentialsIn(lines: readonly string[]): Credentials[] {
  const made = JSON.parse(lines.at(-1) ?? '{}') as Record<string, { email: string; password: string } | null>;
  return Object.entries(made).flatMap(([role, login]) =>
    login ? [{ who: role.charAt(0).toUpperCase() + role.slice(1), ...login }] : [],
  );
}

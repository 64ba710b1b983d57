/** Migrations before every start; on the first one in development, somebody to sign in as. */
import { existsSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { needHouseCommand } from './house-command.js';
import type { Credentials } from './panel.js';
import type { Surroundings } from './surroundings.js';

export async function prepareDatabase({ env, variables }: Surroundings): Promise<Credentials[]> {
  await needHouseCommand(['migrate'], variables);
  const seeded = path.join(env.PURSER_DATA_DIR, 'seeded');
  if (env.NODE_ENV !== 'development' || existsSync(seeded)) return [];
  const lines = await needHouseCommand(['seed', '--json'], variables);
  writeFileSync(seeded, `${new Date().toISOString()}\n`);
  return lines.flatMap(credentialsIn);
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

/** `pnpm bench <name>`: one file per bench in this folder. */
import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

const [name] = process.argv.slice(2);
const file = path.join(import.meta.dirname, `${name}.ts`);
if (!name || !/^[a-z-]+$/.test(name) || !existsSync(file)) {
  const names = readdirSync(import.meta.dirname).flatMap((entry) =>
    entry.endsWith('.ts') && entry !== 'run.ts' ? [entry.slice(0, -3)] : [],
  );
  console.error(`pnpm bench <name>, one of: ${names.join(', ')}`);
  process.exit(1);
}
await import(pathToFileURL(file).href);

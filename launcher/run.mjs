/**
 * The door of every script. It runs before anything that an install brings, so it is plain JavaScript and can tell a
 * person whose install did not succeed what to do.
 */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { shortenNpx } from './npx-shortcut.mjs';

const root = path.resolve(import.meta.dirname, '..');

function stop(sentence) {
  console.error(`\n  ${sentence}\n`);
  process.exit(1);
}

const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  stop(`Purser needs Node 20.19 or newer, and this is ${process.versions.node}.`);
}

const { dependencies, devDependencies } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));
const missing = Object.keys({ ...dependencies, ...devDependencies }).filter(
  (name) => !existsSync(path.join(root, 'node_modules', name, 'package.json')),
);
if (missing.length > 0) {
  const names =
    missing.length > 3 ? `${missing.slice(0, 3).join(', ')} and ${missing.length - 3} more` : missing.join(', ');
  stop(
    `The install did not finish (${names} missing): run "npx --yes pnpm@12.21.0 install" and look at its last lines.`,
  );
}

shortenNpx(root);

const [script, ...args] = process.argv.slice(2);
process.argv.splice(1, process.argv.length, path.join(root, 'launcher', `${script}.ts`), ...args);
const { register } = await import('tsx/esm/api');
register();
await import(`./${script}.ts`);

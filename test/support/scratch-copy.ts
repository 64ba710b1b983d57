/** A copy of the project with a stranger's plugin installed and listed, as docs/writing-a-plugin.md tells. */
import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { install, packageName } from './third-party.js';

const root = path.resolve(import.meta.dirname, '../..');

const COPIED = [
  'backend',
  'client',
  'console',
  'launcher',
  'migrations',
  'plugins',
  'portal',
  'theme',
  '.pnpmfile.cjs',
  '.swcrc',
  'package.json',
  'pnpm-lock.yaml',
  'pnpm-workspace.yaml',
  'tsconfig.json',
];
const LEFT_OUT = /(^|\/)(node_modules|dist)(\/|$)/;

export async function makeScratchCopy(folder: string, tarball: string): Promise<void> {
  mkdirSync(folder, { recursive: true });
  for (const entry of COPIED) {
    const source = path.join(root, entry);
    cpSync(source, path.join(folder, entry), {
      recursive: true,
      filter: (file) => !LEFT_OUT.test(path.relative(root, file)),
    });
  }
  await install(tarball, folder, folder);
  list(path.join(folder, 'backend/plugins.ts'), 'backend', /^( *)tasks\(\),.*$/m, 'guestbook(),');
  for (const roof of ['console', 'portal']) {
    const file = path.join(folder, roof, 'plugins.ts');
    const source = addImport(readFileSync(file, 'utf8'), roof);
    writeFileSync(file, source.replace(/= \[(\s*)/, '= [$1guestbook, '));
  }
}

/** One import line, one line in the list. */
function list(file: string, door: string, after: RegExp, line: string): void {
  const source = addImport(readFileSync(file, 'utf8'), door);
  writeFileSync(
    file,
    source.replace(after, (found, indent: string) => `${found}\n${indent}${line}`),
  );
}

function addImport(source: string, door: string): string {
  return source.replace(/^import /m, `import { guestbook } from '${packageName}/${door}';\nimport `);
}

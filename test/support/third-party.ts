/** A stranger's plugin: packed as its author would, installed as an operator would. */
import { execFile } from 'node:child_process';
import { lstatSync, mkdirSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const root = path.resolve(import.meta.dirname, '../..');

export const fixture = path.join(root, 'test/fixtures/third-party');
export const packageName = 'purser-guestbook';

/** Folders of the project's `node_modules` that an installation has of its own. */
const OWN = new Set([
  '.bin',
  '.cache',
  '.pnpm',
  '.modules.yaml',
  '.pnpm-workspace-state-v1.json',
  '@purser',
  packageName,
]);

/** `npm pack`; answers the tarball. */
export async function pack(into: string): Promise<string> {
  mkdirSync(into, { recursive: true });
  const { stdout } = await run('npm', ['pack', '--json', '--pack-destination', into], { cwd: fixture });
  // What the package's own scripts print stands before the JSON.
  const [packed] = JSON.parse(stdout.slice(stdout.indexOf('[\n'))) as { filename: string }[];
  return path.join(into, packed?.filename ?? '');
}

/**
 * Installs the tarball into `folder`, whose other packages are those of this project: no registry is asked. `project`
 * is where the workspace packages come from.
 */
export async function install(tarball: string, folder: string, project = root): Promise<void> {
  const stage = path.join(folder, '.install');
  mkdirSync(stage, { recursive: true });
  writeFileSync(path.join(stage, 'package.json'), JSON.stringify({ private: true }));
  const quiet = ['--offline', '--no-save', '--no-package-lock', '--no-audit', '--no-fund', '--legacy-peer-deps'];
  await run('npm', ['install', ...quiet, tarball], { cwd: stage });
  const modules = path.join(folder, 'node_modules');
  linkAll(path.join(root, 'node_modules'), modules);
  symlinkSync(path.join(stage, 'node_modules', packageName), path.join(modules, packageName));
  mkdirSync(path.join(modules, '@purser'));
  symlinkSync(path.join(project, 'plugins/kit'), path.join(modules, '@purser/kit'));
  symlinkSync(path.join(project, 'client'), path.join(modules, '@purser/client'));
}

function linkAll(from: string, to: string): void {
  mkdirSync(to, { recursive: true });
  for (const name of readdirSync(from)) {
    if (OWN.has(name)) continue;
    const source = path.join(from, name);
    if (name.startsWith('@') && !lstatSync(source).isSymbolicLink()) linkAll(source, path.join(to, name));
    else symlinkSync(source, path.join(to, name));
  }
}

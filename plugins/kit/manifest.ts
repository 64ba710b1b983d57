/** What the house tells every browser about itself, and the one rule that decides what is shown. */
import { z } from 'zod';

/** `GET /api/manifest`, public. */
export const manifestRecord = z.object({
  /** The product name people see. */
  product: z.string(),
  /** Names of the plugins that are switched on. */
  plugins: z.array(z.string()),
  /** Flags as they are for everyone (per-workspace overrides are looked up with the workspace). */
  flags: z.record(z.string(), z.boolean()),
});
export type Manifest = z.infer<typeof manifestRecord>;

/** Anything a plugin shows: a resource, a page, a menu entry, a card, a tab. */
export interface Shown {
  /** Name of the plugin it belongs to. */
  readonly plugin: string;
  /** A permission name, or several of which all are needed; none = everyone signed in. */
  readonly needs?: string | readonly string[];
  /** A flag that must be on. */
  readonly flag?: string;
}

/** True when the entry's plugin is on, its flag is on and the person holds every permission it needs. */
export function allowed(
  entry: Shown,
  manifest: Pick<Manifest, 'plugins' | 'flags'>,
  permissions: Iterable<string> = [],
): boolean {
  if (!manifest.plugins.includes(entry.plugin)) return false;
  if (entry.flag !== undefined && manifest.flags[entry.flag] !== true) return false;
  const held = new Set(permissions);
  const needed = entry.needs === undefined ? [] : [entry.needs].flat();
  return needed.every((permission) => held.has(permission));
}

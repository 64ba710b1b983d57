/** The one rule that decides what is shown. Without zod, because the sign-in page needs it and has little room. */

/** Anything a plugin shows: a resource, a page, a menu entry, a card, a tab. */
export interface Shown {
  /** Name of the plugin it belongs to. */
  readonly plugin: string;
  /** A permission name, or several of which all are needed; none = everyone signed in. */
  readonly needs?: string | readonly string[];
  /** A flag that must be on. */
  readonly flag?: string;
}

/** What the rule looks at of `GET /api/manifest`. */
export interface HouseShown {
  readonly plugins: readonly string[];
  readonly flags: Readonly<Record<string, boolean>>;
}

/** True when the entry's plugin is on, its flag is on and the person holds every permission it needs. */
export function allowed(entry: Shown, house: HouseShown, permissions: Iterable<string> = []): boolean {
  if (!house.plugins.includes(entry.plugin)) return false;
  if (entry.flag !== undefined && house.flags[entry.flag] !== true) return false;
  const held = new Set(permissions);
  const needed = entry.needs === undefined ? [] : [entry.needs].flat();
  return needed.every((permission) => held.has(permission));
}

/** Which page of which plugin stands at a path. */
import { allowed, type HouseShown } from '@purser/kit/allowed';
import type { PortalPage, PortalPlugin } from '@purser/kit/portal/plugin';
import { matchRoute, type Parser } from 'wouter';

/** A page and the plugin it belongs to. */
export type Placed = PortalPage & { readonly plugin: string };

export interface Found {
  readonly page: Placed | null;
  /** Null outside of a workspace. */
  readonly workspaceId: string | null;
  /** The path below the workspace, e.g. `tasks`. */
  readonly rest: string;
  readonly params: Readonly<Record<string, string>>;
}

/** Every page this house has; permissions of customers are roles, which each page names itself. */
export function placedPages(plugins: readonly PortalPlugin[], house: HouseShown): Placed[] {
  return plugins.flatMap((plugin) =>
    plugin.pages.map((page) => ({ ...page, plugin: plugin.name })).filter((page) => allowed(page, house)),
  );
}

export function findPage(pages: readonly Placed[], path: string, parser: Parser): Found {
  const inside = matchRoute(parser, '/w/:workspaceId/*?', path);
  const workspaceId = inside[0] ? inside[1].workspaceId : null;
  const rest = inside[0] ? (inside[1]['*'] ?? '') : '';
  for (const page of pages) {
    if ((page.scope === 'workspace') !== (workspaceId !== null)) continue;
    const [matches, params] =
      page.scope === 'workspace'
        ? matchRoute(parser, `/${page.path}`, `/${rest}`)
        : matchRoute(parser, page.path, path);
    if (matches) return { page, workspaceId, rest, params: textsIn(params) };
  }
  return { page: null, workspaceId, rest, params: {} };
}

/** wouter counts the parts of a path, too; only their names are of use. */
function textsIn(params: object): Record<string, string> {
  return Object.fromEntries(Object.entries(params).filter(([name, text]) => !/^\d+$/.test(name) && text !== undefined));
}

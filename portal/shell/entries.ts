import type { PortalWorkspace } from '@purser/kit/portal/portal';
import type { Placed } from '../location/match.js';

export type Entry = Placed & { readonly nav: NonNullable<Placed['nav']> };

/** What the navigation shows: hidden when this person's role can never open it. */
export function navigationEntries(
  pages: readonly Placed[],
  scope: 'account' | 'workspace',
  workspace: PortalWorkspace | null,
): Entry[] {
  return pages
    .filter((page): page is Entry => page.scope === scope && page.nav !== undefined)
    .filter((page) => !page.roles || (workspace !== null && page.roles.includes(workspace.role)))
    .sort((a, b) => a.nav.order - b.nav.order);
}

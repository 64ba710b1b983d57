import type { PortalWorkspace } from '@purser/kit/portal/portal';
import type { Found } from '../location/match.js';
import { workspacePath } from '../location/paths.js';

/** The same page in another workspace, when it exists there and the person's role there may open it; else its home. */
export function keptRoute({ page, rest }: Pick<Found, 'page' | 'rest'>, target: Pick<PortalWorkspace, 'id' | 'role'>) {
  if (page?.scope !== 'workspace') return workspacePath(target.id);
  const mayOpen = !page.roles || page.roles.includes(target.role);
  // A path with names in it points at something of this workspace, which the other one does not have.
  const isItsOwn = page.path.includes(':');
  return mayOpen && !isItsOwn ? workspacePath(target.id, rest) : workspacePath(target.id);
}

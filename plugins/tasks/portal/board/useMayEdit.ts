import type { SyncHealth } from '@purser/client/sync/health';
import { useWorkspace } from '@purser/kit/portal/portal';
import { mayInWorkspace, type Role } from '../../../workspace/records.js';

/**
 * False where a change could never reach the server: a role that only reads, a removed member, a replaced log. Offline,
 * suspended or signed out it can, later, so it is kept on the device.
 */
export function useMayEdit(health: SyncHealth | null): boolean {
  const { role } = useWorkspace();
  return mayInWorkspace(role as Role, 'write') && !health?.readOnly && !isOver(health);
}

export function isOver(health: SyncHealth | null): boolean {
  return health?.state === 'removed' || health?.state === 'restored';
}

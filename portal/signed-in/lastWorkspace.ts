/** Where somebody works: this tab remembers it, and so does the account, for their other devices. */
import type { PortalApi } from '@purser/kit/portal/portal';

const key = (userId: string) => `purser:workspace:${userId}`;

/** Null when this tab was in none; only believed when the person is a member. */
export function workspaceOfTab(userId: string): string | null {
  try {
    return sessionStorage.getItem(key(userId));
  } catch {
    return null;
  }
}

export function rememberWorkspace(api: PortalApi, userId: string, workspaceId: string): void {
  if (workspaceOfTab(userId) === workspaceId) return;
  try {
    sessionStorage.setItem(key(userId), workspaceId);
  } catch {
    // Blocked or full: the account's last one stands in.
  }
  // When this fails another device starts where it did before: nothing is lost by it.
  void api.put(`/api/workspaces/${workspaceId}/last-used`).catch(() => undefined);
}

/** Which store a workspace has, as this device learned it: the list then opens without asking the server. */
import { localStoreId } from '@purser/client/sync/local-copy';

const key = (userId: string, workspaceId: string) => `purser:store:${userId}:${workspaceId}`;

export function rememberStore(userId: string, workspaceId: string, storeId: string): void {
  try {
    localStorage.setItem(key(userId, workspaceId), storeId);
  } catch {
    // Blocked storage: the server is asked each time.
  }
}

/** The id of the person's local copy; undefined where this device has none. */
export function rememberedCopy(userId: string, workspaceId: string): string | undefined {
  try {
    const storeId = localStorage.getItem(key(userId, workspaceId));
    return storeId === null ? undefined : localStoreId(storeId, userId);
  } catch {
    return undefined;
  }
}

/** Nothing of it is left on this device. */
export function forgetStore(userId: string, workspaceId: string): void {
  try {
    localStorage.removeItem(key(userId, workspaceId));
  } catch {
    // Blocked storage remembered nothing.
  }
}

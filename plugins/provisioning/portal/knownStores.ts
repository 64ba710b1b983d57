/**
 * Workspaces whose store was open when this browser saw them last. They are shown at once, also without a network, while
 * the server is asked; a store that is no longer open then closes the gate.
 */
const key = (workspaceId: string) => `purser:store:${workspaceId}`;

export function wasOpen(workspaceId: string): boolean {
  try {
    return localStorage.getItem(key(workspaceId)) === 'open';
  } catch {
    return false;
  }
}

export function rememberOpen(workspaceId: string, open: boolean): void {
  try {
    if (open) localStorage.setItem(key(workspaceId), 'open');
    else localStorage.removeItem(key(workspaceId));
  } catch {
    // Blocked storage: the server is waited for each time.
  }
}

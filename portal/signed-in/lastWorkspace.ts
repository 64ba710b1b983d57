/** Which workspace this tab, and else this browser, was in last; kept per person, and only believed when they are a member. */
const key = (userId: string) => `purser:workspace:${userId}`;

export function rememberWorkspace(userId: string, workspaceId: string): void {
  for (const storage of storages()) {
    try {
      storage.setItem(key(userId), workspaceId);
    } catch {
      // Blocked or full: the account's default stands in.
    }
  }
}

export interface Choice {
  readonly userId: string;
  readonly memberOf: readonly string[];
  /** The account's own choice. */
  readonly defaultId: string | null;
}

/** This tab's > this browser's > the account's default > the first; null for somebody without a workspace. */
export function startWorkspace({ userId, memberOf, defaultId }: Choice): string | null {
  const wanted = [...storages().map((storage) => storage.getItem(key(userId))), defaultId, memberOf[0] ?? null];
  return wanted.find((id) => id !== null && memberOf.includes(id)) ?? null;
}

function storages(): Storage[] {
  try {
    return [window.sessionStorage, window.localStorage];
  } catch {
    return [];
  }
}

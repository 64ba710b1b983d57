/** In which workspace a person starts. A valid one in the URL comes before all of these; the app knows it. */
export interface Choice {
  /** Ids of the person's workspaces in the order in which they are shown. */
  readonly memberOf: readonly string[];
  /** Where this tab was last. */
  readonly ofTab: string | null;
  /** Where the account was last, on whichever device: `lastWorkspaceId` of `GET /api/auth/me`. */
  readonly lastUsed: string | null;
  /** Chosen by the person. */
  readonly defaultId: string | null;
}

/** This tab's > the account's last > its default > the first; null for somebody without a workspace. */
export function startWorkspace({ memberOf, ofTab, lastUsed, defaultId }: Choice): string | null {
  const wanted = [ofTab, lastUsed, defaultId, memberOf[0] ?? null];
  return wanted.find((id) => id !== null && memberOf.includes(id)) ?? null;
}

/** Workspaces that this device has opened for a person, by name: it may still hold a copy of one that is no longer theirs. */
export interface OpenedWorkspace {
  readonly id: string;
  readonly name: string;
}

const key = (userId: string) => `purser:opened:${userId}`;

export function openedWorkspaces(userId: string): readonly OpenedWorkspace[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(key(userId)) ?? '{}');
    return Object.entries(kept ?? {}).flatMap(([id, name]) => (typeof name === 'string' ? [{ id, name }] : []));
  } catch {
    return [];
  }
}

export function noteOpened(userId: string, { id, name }: OpenedWorkspace): void {
  const others = openedWorkspaces(userId).filter((opened) => opened.id !== id);
  write(userId, [...others, { id, name }]);
}

/** This device holds nothing of it any more. */
export function forgetOpened(userId: string, id: string): void {
  write(
    userId,
    openedWorkspaces(userId).filter((opened) => opened.id !== id),
  );
}

function write(userId: string, opened: readonly OpenedWorkspace[]): void {
  try {
    localStorage.setItem(key(userId), JSON.stringify(Object.fromEntries(opened.map(({ id, name }) => [id, name]))));
  } catch {
    // Blocked or full: a copy is then found by its address only.
  }
}

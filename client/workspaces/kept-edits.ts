/** Edits that wait for the connection, kept on the device: they survive a reload and belong to one person. */
import type { PendingEdit } from './edit-desk.js';

export interface KeptEdits {
  /** In the order in which they were made. */
  read(): readonly PendingEdit[];
  keep(entry: PendingEdit): void;
  drop(id: string): void;
  has(id: string): boolean;
  /** Runs in one tab at a time, so that each edit is sent once. */
  alone(run: () => Promise<void>): Promise<void>;
}

export interface KeptEditsOptions {
  readonly userId: string;
  /** Null where storage is blocked: they then live as long as the page. */
  readonly storage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'> | null;
  readonly locks: Pick<LockManager, 'request'> | null;
}

export function keepEdits({ userId, storage, locks }: KeptEditsOptions): KeptEdits {
  const key = `purser:edits:${userId}`;
  let inMemory: readonly PendingEdit[] = [];

  const read = (): readonly PendingEdit[] => {
    if (!storage) return inMemory;
    try {
      const text = storage.getItem(key);
      // Another tab may have sent them: what this one remembers is older.
      return text === null ? [] : readEntries(text);
    } catch {
      return inMemory;
    }
  };
  const write = (entries: readonly PendingEdit[]) => {
    inMemory = entries;
    try {
      if (entries.length === 0) storage?.removeItem(key);
      else storage?.setItem(key, JSON.stringify(entries));
    } catch {
      // Blocked or full.
    }
  };

  return {
    read,
    keep: (entry) => write([...read().filter(({ id }) => id !== entry.id), { ...entry, phase: 'queued' }]),
    drop: (id) => {
      const entries = read();
      if (entries.some((entry) => entry.id === id)) write(entries.filter((entry) => entry.id !== id));
    },
    has: (id) => read().some((entry) => entry.id === id),
    alone: async (run) => {
      if (locks) await locks.request(key, run);
      else await run();
    },
  };
}

/** What another version wrote, or a hand, is left out. */
function readEntries(text: string): readonly PendingEdit[] {
  const entries: unknown = JSON.parse(text);
  if (!Array.isArray(entries)) return [];
  return entries.filter(
    (entry: Partial<PendingEdit> | null): entry is PendingEdit =>
      typeof entry?.id === 'string' && typeof entry.row === 'string' && typeof entry.edit?.act === 'string',
  );
}

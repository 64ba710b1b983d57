import { useCallback, useState } from 'react';
import { usePortal } from './portal.js';

/** Where the storage is blocked or full, drafts live as long as the page. */
const inMemory = new Map<string, string>();

export interface Draft {
  readonly value: string;
  readonly change: (value: string) => void;
  /** It was saved: what was typed stays in the field, and is not brought back later. */
  readonly forget: () => void;
  /** It was given up: the field shows what is saved again. */
  readonly clear: () => void;
  /** True when this began with something that was typed earlier and not saved. */
  readonly restored: boolean;
}

/**
 * What was typed and not yet saved: it survives the end of a session, a reload and a way through other pages of this tab,
 * and goes with the tab. One person never sees another's. Never for passwords and other secrets. `name` says which field,
 * e.g. `workspace.rename.<id>`; `saved` is what stands there when nothing was typed.
 */
export function useDraft(name: string, saved: string): Draft {
  const { person } = usePortal();
  const key = `purser:draft:${person?.id ?? ''}:${name}`;
  const [restored] = useState(() => read(key) !== null);
  const [typed, setTyped] = useState(() => read(key));
  return {
    value: typed ?? saved,
    restored,
    change: useCallback(
      (value: string) => {
        if (value === saved) drop(key);
        else keep(key, value);
        setTyped(value);
      },
      [key, saved],
    ),
    forget: useCallback(() => drop(key), [key]),
    clear: useCallback(() => {
      drop(key);
      setTyped(null);
    }, [key]),
  };
}

export interface KeptDraft {
  readonly name: string;
  readonly value: string;
}

/** Every draft of this tab whose name holds `part`, e.g. the id of a workspace. */
export function draftsNaming(personId: string, part: string): KeptDraft[] {
  const prefix = `purser:draft:${personId}:`;
  return keysOfDrafts()
    .filter((key) => key.startsWith(prefix) && key.includes(part))
    .flatMap((key) => {
      const value = read(key);
      return value === null ? [] : [{ name: key.slice(prefix.length), value }];
    });
}

/** They were given up, with what they belonged to. */
export function dropDrafts(personId: string, drafts: readonly KeptDraft[]): void {
  for (const { name } of drafts) drop(`purser:draft:${personId}:${name}`);
}

function keysOfDrafts(): string[] {
  try {
    return [...new Set([...Object.keys(sessionStorage), ...inMemory.keys()])];
  } catch {
    return [...inMemory.keys()];
  }
}

function read(key: string): string | null {
  try {
    return sessionStorage.getItem(key) ?? inMemory.get(key) ?? null;
  } catch {
    return inMemory.get(key) ?? null;
  }
}

function keep(key: string, value: string): void {
  try {
    sessionStorage.setItem(key, value);
    inMemory.delete(key);
  } catch {
    inMemory.set(key, value);
  }
}

function drop(key: string): void {
  inMemory.delete(key);
  try {
    sessionStorage.removeItem(key);
  } catch {
    // Nothing was kept there.
  }
}

import { createContext, useContext } from 'react';
import { allowed, type Manifest } from '../manifest.js';
import type { ConsolePlugin } from './plugin.js';

export interface ConsoleFacts {
  readonly manifest: Manifest;
  readonly plugins: readonly ConsolePlugin[];
}

const FactsContext = createContext<ConsoleFacts | null>(null);
export const ConsoleFactsProvider = FactsContext.Provider;

/** What this house holds. @throws when used outside of the console. */
export function useConsoleFacts(): ConsoleFacts {
  const facts = useContext(FactsContext);
  if (!facts) throw new Error('useConsoleFacts stands outside of the console.');
  return facts;
}

type Kind = 'resources' | 'pages' | 'cards' | 'tabs' | 'actions';
export type Entry<K extends Kind> = NonNullable<ConsolePlugin[K]>[number] & { readonly plugin: string };

/** Every entry of one kind that this person sees in this house, each with the plugin it belongs to. */
export function entriesShown<K extends Kind>(kind: K, facts: ConsoleFacts, permissions: readonly string[]): Entry<K>[] {
  return facts.plugins.flatMap((plugin) =>
    ((plugin[kind] ?? []) as readonly NonNullable<ConsolePlugin[K]>[number][])
      .map((entry) => ({ ...entry, plugin: plugin.name }))
      .filter((entry) => allowed(entry, facts.manifest, permissions)),
  );
}

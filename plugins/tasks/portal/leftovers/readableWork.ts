import type { SetAside } from '@purser/client/sync/set-aside';
import type { KeptDraft } from '@purser/kit/portal/useDraft';
import { taskEventNames } from '../../names.js';

/** For people first: which change it was, and its values by name. The event's own name tells programs. */
export interface ReadableWork {
  readonly workspace: string;
  readonly keptAt: string;
  readonly changes: readonly { readonly change: string; readonly event: string; readonly values: unknown }[];
  /** What stood in fields and was not entered. */
  readonly typed: readonly string[];
}

const words = new Map<string, string>(Object.entries(taskEventNames).map(([word, name]) => [name, word]));

export function readableWork(workspace: string, setAside: SetAside | null, drafts: readonly KeptDraft[]): ReadableWork {
  return {
    workspace,
    keptAt: new Date(setAside?.at ?? Date.now()).toISOString(),
    changes: (setAside?.events ?? []).map(({ name, args }) => ({
      change: `task ${words.get(name) ?? 'changed'}`,
      event: name,
      values: args,
    })),
    typed: drafts.map(({ value }) => value),
  };
}

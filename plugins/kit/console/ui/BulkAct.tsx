import { useDataProvider, useListContext, useRefresh } from 'react-admin';
import type { ConsoleDataProvider } from '../act.js';
import { AskButton, type AskButtonProps } from './AskButton.js';

export interface BulkActProps extends Omit<AskButtonProps, 'act' | 'tick' | 'title' | 'word'> {
  /** `POST /<resource>/<verb>` with all ids and one reason. */
  readonly verb: string;
  /** What one row is and what some are, e.g. `['workspace', 'workspaces']`. */
  readonly what: readonly [one: string, some: string];
  /** For operators, where the server's words are for its people; by code. */
  readonly reasons?: Readonly<Record<string, string>>;
  /** Past participle for the sentence of what came of it: `3 removed.` */
  readonly done: string;
}

interface Outcome {
  readonly done: readonly string[];
  readonly refused: readonly { readonly id: string; readonly code: string; readonly message: string }[];
}

/** One act on every chosen row, in one request. Rows that were refused stay chosen, and the dialog says why. */
export function BulkAct({ verb, done, what, reasons = {}, ...asked }: BulkActProps) {
  const { resource, selectedIds, onSelect, onUnselectItems } = useListContext();
  const dataProvider = useDataProvider<ConsoleDataProvider>();
  const refresh = useRefresh();

  const act = async (reason: string) => {
    const body = { ids: selectedIds, reason };
    const outcome = await dataProvider.post<Outcome>(`console/${resource}/${verb}`, body);
    if (outcome.refused.length > 0) {
      onSelect(outcome.refused.map(({ id }) => id));
      refresh();
      throw new Error(`${outcome.done.length} ${done}. ${whyNot(outcome.refused, reasons)}`);
    }
    onUnselectItems();
    return `${outcome.done.length} ${done}.`;
  };

  const count = selectedIds.length;
  return <AskButton {...asked} title={`${asked.label} ${count} ${what[count === 1 ? 0 : 1]}`} act={act} />;
}

function whyNot(refused: Outcome['refused'], words: Readonly<Record<string, string>>): string {
  const said = [...new Set(refused.map(({ code, message }) => words[code] ?? message))];
  return `${refused.length} refused, still chosen: ${said.join(' ')}`;
}

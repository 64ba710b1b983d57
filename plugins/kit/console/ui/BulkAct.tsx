import { useDataProvider, useListContext, useRefresh } from 'react-admin';
import type { ConsoleDataProvider } from '../act.js';
import { AskButton, type AskButtonProps } from './AskButton.js';

export interface BulkActProps extends Omit<AskButtonProps, 'act' | 'tick' | 'title' | 'word'> {
  /** `POST /<resource>/<verb>` with all ids and one reason. */
  readonly verb: string;
  /** Past participle for the sentence of what came of it: `3 removed.` */
  readonly done: string;
}

interface Outcome {
  readonly done: readonly string[];
  readonly refused: readonly { readonly id: string; readonly message: string }[];
}

/** One act on every chosen row, in one request. Rows that were refused stay chosen, and the dialog says why. */
export function BulkAct({ verb, done, ...asked }: BulkActProps) {
  const { resource, selectedIds, onSelect, onUnselectItems } = useListContext();
  const dataProvider = useDataProvider<ConsoleDataProvider>();
  const refresh = useRefresh();

  const act = async (reason: string) => {
    const body = { ids: selectedIds, reason };
    const outcome = await dataProvider.post<Outcome>(`console/${resource}/${verb}`, body);
    if (outcome.refused.length > 0) {
      onSelect(outcome.refused.map(({ id }) => id));
      refresh();
      throw new Error(`${outcome.done.length} ${done}. ${whyNot(outcome.refused)}`);
    }
    onUnselectItems();
    return `${outcome.done.length} ${done}.`;
  };

  return <AskButton {...asked} title={`${asked.label} ${selectedIds.length} chosen`} act={act} />;
}

function whyNot(refused: Outcome['refused']): string {
  const reasons = [...new Set(refused.map(({ message }) => message))];
  return `${refused.length} refused: ${reasons.join(' ')}`;
}

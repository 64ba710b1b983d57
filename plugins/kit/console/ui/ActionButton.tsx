import { type RaRecord, useDataProvider, useRecordContext, useResourceContext } from 'react-admin';
import type { ConsoleDataProvider } from '../act.js';
import { AskButton, type AskButtonProps } from './AskButton.js';

export interface ActionButtonProps extends Omit<AskButtonProps, 'act' | 'tick'> {
  /** `POST /<resource>/<id>/<verb>`; `delete` sends DELETE with the reason. */
  readonly verb: string;
  /** A box to tick, sent as the field of this name. */
  readonly tick?: { readonly field: string; readonly label: string };
  /** Said when it is done; may depend on what the server answered. */
  readonly done: string | ((answer: RaRecord) => string);
  readonly resource?: string;
}

/** One act on the record in context: asks, sends, says what came of it. Hidden from those who may not. */
export function ActionButton({ verb, tick, done, resource, ...asked }: ActionButtonProps) {
  const record = useRecordContext();
  const contextResource = useResourceContext();
  const dataProvider = useDataProvider<ConsoleDataProvider>();
  if (!record) return null;

  const act = async (why: string, ticked: boolean) => {
    const { data } = await dataProvider.act(resource ?? contextResource ?? '', record.id, verb, {
      ...(asked.reason ? { reason: why } : {}),
      ...(tick ? { [tick.field]: ticked } : {}),
    });
    return typeof done === 'string' ? done : done(data);
  };

  return <AskButton {...asked} tick={tick?.label} act={act} />;
}

import { Button } from '@mui/material';
import { type ReactNode, useState } from 'react';
import {
  type RaRecord,
  useDataProvider,
  useNotify,
  usePermissions,
  useRecordContext,
  useRefresh,
  useResourceContext,
} from 'react-admin';
import type { ConsoleDataProvider } from '../act.js';
import { AskDialog } from './AskDialog.js';

export interface ActionButtonProps {
  /** `POST /<resource>/<id>/<verb>`; `delete` sends DELETE with the reason. */
  readonly verb: string;
  readonly label: string;
  /** What will happen, for whom, and whether it can be undone. Asked before anything is sent. */
  readonly explain: ReactNode;
  /** Ask for a reason, kept in the audit trail. */
  readonly reason?: boolean;
  /** A box to tick, sent as the field of this name. */
  readonly tick?: { readonly field: string; readonly label: string };
  /** Said when it is done; may depend on what the server answered. */
  readonly done: string | ((answer: RaRecord) => string);
  readonly needs: string;
  readonly icon?: ReactNode;
  readonly danger?: boolean;
  readonly resource?: string;
}

/** One act on the record in context: asks, sends, says what came of it. Hidden from those who may not. */
export function ActionButton({
  verb,
  label,
  explain,
  reason,
  tick,
  done,
  needs,
  icon,
  danger,
  resource,
}: ActionButtonProps) {
  const record = useRecordContext();
  const contextResource = useResourceContext();
  const { permissions } = usePermissions<string[]>();
  const dataProvider = useDataProvider<ConsoleDataProvider>();
  const notify = useNotify();
  const refresh = useRefresh();
  const [open, setOpen] = useState(false);
  if (!record || !permissions?.includes(needs)) return null;

  const act = async (why: string, ticked: boolean) => {
    const { data } = await dataProvider.act(resource ?? contextResource ?? '', record.id, verb, {
      ...(reason ? { reason: why } : {}),
      ...(tick ? { [tick.field]: ticked } : {}),
    });
    notify(typeof done === 'string' ? done : done(data), { type: 'success' });
    setOpen(false);
    refresh();
  };

  return (
    <>
      <Button
        size="small"
        color={danger ? 'error' : 'primary'}
        startIcon={icon}
        onClick={() => setOpen(true)}
        sx={{ whiteSpace: 'nowrap' }}
      >
        {label}
      </Button>
      <AskDialog
        open={open}
        title={label}
        explain={explain}
        reason={reason}
        tick={tick?.label}
        danger={danger}
        onConfirm={act}
        onClose={() => setOpen(false)}
      />
    </>
  );
}

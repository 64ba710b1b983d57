import { Button } from '@mui/material';
import { type ReactNode, useState } from 'react';
import { useNotify, usePermissions, useRefresh } from 'react-admin';
import { AskDialog, type AskDialogProps } from './AskDialog.js';

export interface AskButtonProps extends Pick<AskDialogProps, 'explain' | 'reason' | 'tick' | 'word' | 'danger'> {
  readonly label: string;
  /** Of the question; the label unless said otherwise. */
  readonly title?: string;
  readonly needs: string;
  readonly icon?: ReactNode;
  /** Sends it; answers what is said when it is done. What it throws is said in the dialog, where nothing typed is lost. */
  readonly act: (reason: string, ticked: boolean) => Promise<string>;
}

/** A button that asks, does, and says what came of it. Hidden from those who may not. */
export function AskButton({ label, title = label, needs, icon, act, ...asked }: AskButtonProps) {
  const { permissions } = usePermissions<string[]>();
  const notify = useNotify();
  const refresh = useRefresh();
  const [open, setOpen] = useState(false);
  if (!permissions?.includes(needs)) return null;

  const confirm = async (reason: string, ticked: boolean) => {
    notify(await act(reason, ticked), { type: 'success' });
    setOpen(false);
    refresh();
  };

  return (
    <>
      <Button
        size="small"
        color={asked.danger ? 'error' : 'primary'}
        startIcon={icon}
        onClick={() => setOpen(true)}
        sx={{ whiteSpace: 'nowrap' }}
      >
        {label}
      </Button>
      <AskDialog
        open={open}
        title={title}
        label={label}
        {...asked}
        onConfirm={confirm}
        onClose={() => setOpen(false)}
      />
    </>
  );
}

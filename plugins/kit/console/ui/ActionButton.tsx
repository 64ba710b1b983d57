import { Button, Dialog, DialogActions, DialogContent, DialogContentText, DialogTitle, TextField } from '@mui/material';
import { type ReactNode, type SyntheticEvent, useId, useState } from 'react';
import {
  useDataProvider,
  useNotify,
  usePermissions,
  useRecordContext,
  useRefresh,
  useResourceContext,
} from 'react-admin';
import type { ConsoleDataProvider } from '../act.js';

export interface ActionButtonProps {
  /** `POST /<resource>/<id>/<verb>`; `delete` sends DELETE with the reason. */
  readonly verb: string;
  readonly label: string;
  /** What will happen, for whom, and whether it can be undone. Asked before anything is sent. */
  readonly explain: ReactNode;
  /** Ask for a reason, kept in the audit trail. */
  readonly reason?: boolean;
  /** Said when it is done. */
  readonly done: string;
  readonly needs: string;
  readonly icon?: ReactNode;
  readonly danger?: boolean;
  readonly resource?: string;
}

/** One act on the record in context: asks, sends, says what came of it. Hidden from those who may not. */
export function ActionButton({ verb, label, explain, reason, done, needs, icon, danger, resource }: ActionButtonProps) {
  const record = useRecordContext();
  const contextResource = useResourceContext();
  const { permissions } = usePermissions<string[]>();
  const dataProvider = useDataProvider<ConsoleDataProvider>();
  const notify = useNotify();
  const refresh = useRefresh();
  const titleId = useId();
  const [open, setOpen] = useState(false);
  const [text, setText] = useState('');
  const [busy, setBusy] = useState(false);
  if (!record || !permissions?.includes(needs)) return null;

  const submit = async (event: SyntheticEvent) => {
    event.preventDefault();
    setBusy(true);
    try {
      await dataProvider.act(resource ?? contextResource ?? '', record.id, verb, reason ? { reason: text.trim() } : {});
      notify(done, { type: 'success' });
      setOpen(false);
      setText('');
      refresh();
    } catch (error) {
      notify((error as Error).message, { type: 'error' });
    } finally {
      setBusy(false);
    }
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
      <Dialog open={open} onClose={() => setOpen(false)} aria-labelledby={titleId} fullWidth maxWidth="xs">
        <form onSubmit={submit}>
          <DialogTitle id={titleId}>{label}</DialogTitle>
          <DialogContent>
            <DialogContentText>{explain}</DialogContentText>
            {reason ? (
              <TextField
                label="Reason"
                helperText="Kept in the audit trail."
                value={text}
                onChange={(event) => setText(event.target.value)}
                required
                autoFocus
                fullWidth
                multiline
                minRows={2}
                margin="normal"
                slotProps={{ htmlInput: { maxLength: 500 } }}
              />
            ) : null}
          </DialogContent>
          <DialogActions>
            <Button onClick={() => setOpen(false)}>Cancel</Button>
            <Button
              type="submit"
              variant="contained"
              color={danger ? 'error' : 'primary'}
              disabled={busy || (reason && text.trim().length < 3)}
            >
              {label}
            </Button>
          </DialogActions>
        </form>
      </Dialog>
    </>
  );
}

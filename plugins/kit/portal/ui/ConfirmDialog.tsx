import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogContentText from '@mui/material/DialogContentText';
import DialogTitle from '@mui/material/DialogTitle';
import { type ReactNode, useId } from 'react';
import { useMessages } from '../messages.js';
import { useSubmit } from '../useSubmit.js';
import { ErrorState } from './ErrorState.js';
import { SubmitButton } from './SubmitButton.js';

export interface ConfirmDialogProps {
  readonly open: boolean;
  readonly title: string;
  /** What will happen, to whom, and whether it can be undone. */
  readonly children: ReactNode;
  readonly confirm: string;
  readonly danger?: boolean;
  readonly plugin?: string;
  /** Closes when it resolves; a failure is shown inside. */
  readonly onConfirm: () => Promise<unknown>;
  readonly onClose: () => void;
}

/** Asks before something that cannot be taken back. */
export function ConfirmDialog({
  open,
  title,
  children,
  confirm,
  danger,
  plugin,
  onConfirm,
  onClose,
}: ConfirmDialogProps) {
  const t = useMessages('portal');
  const titleId = useId();
  const { run, busy, error, forget } = useSubmit(async () => {
    await onConfirm();
    onClose();
  });
  const close = () => {
    forget();
    onClose();
  };
  return (
    <Dialog open={open} onClose={busy ? undefined : close} aria-labelledby={titleId} fullWidth maxWidth="xs">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void run();
        }}
      >
        <DialogTitle id={titleId}>{title}</DialogTitle>
        <DialogContent sx={{ display: 'grid', gap: 2 }}>
          <DialogContentText component="div">{children}</DialogContentText>
          {error ? <ErrorState error={error} plugin={plugin} /> : null}
        </DialogContent>
        <DialogActions sx={{ px: 3, pb: 3, pt: 0 }}>
          <Button onClick={close} disabled={busy}>
            {t('cancel')}
          </Button>
          <SubmitButton busy={busy} color={danger ? 'error' : 'primary'} autoFocus>
            {confirm}
          </SubmitButton>
        </DialogActions>
      </form>
    </Dialog>
  );
}

import {
  Alert,
  Button,
  Checkbox,
  Dialog,
  DialogActions,
  DialogContent,
  DialogContentText,
  DialogTitle,
  FormControlLabel,
  TextField,
  Typography,
} from '@mui/material';
import { type ReactNode, type SyntheticEvent, useId, useState } from 'react';
import { TypedWord } from './TypedWord.js';

export interface AskDialogProps {
  readonly open: boolean;
  readonly title: string;
  /** What will happen, for whom, and whether it can be undone. */
  readonly explain: ReactNode;
  /** Ask for a reason, kept in the audit trail. */
  readonly reason?: boolean;
  /** A box to tick, e.g. that the person is told the reason; `onConfirm` hears whether it was. */
  readonly tick?: string;
  /** A word that has to be typed first, for what touches everybody. */
  readonly word?: string;
  /** The button that does it; the title unless said otherwise. */
  readonly label?: string;
  readonly danger?: boolean;
  /** Does it. What it throws is shown in the dialog, which stays open with what was typed. */
  readonly onConfirm: (reason: string, ticked: boolean) => Promise<void>;
  readonly onClose: () => void;
}

/** Asks before something is done, and says in place when it could not be done. */
export function AskDialog({ open, onClose, ...asked }: AskDialogProps) {
  const titleId = useId();
  const [busy, setBusy] = useState(false);
  const close = () => {
    if (!busy) onClose();
  };
  return (
    <Dialog open={open} onClose={close} aria-labelledby={titleId} fullWidth maxWidth="xs">
      <Question {...asked} titleId={titleId} busy={busy} setBusy={setBusy} onClose={close} />
    </Dialog>
  );
}

interface QuestionProps extends Omit<AskDialogProps, 'open'> {
  readonly titleId: string;
  readonly busy: boolean;
  readonly setBusy: (busy: boolean) => void;
}

/** Mounted with each opening, so that nothing typed for one record is sent for the next. */
function Question(props: QuestionProps) {
  const {
    titleId,
    title,
    explain,
    reason,
    tick,
    word,
    label = title,
    danger,
    busy,
    setBusy,
    onConfirm,
    onClose,
  } = props;
  const [text, setText] = useState('');
  const [typed, setTyped] = useState('');
  const [ticked, setTicked] = useState(false);
  const [failure, setFailure] = useState<Error | null>(null);
  const requestId = failure ? requestOf(failure) : undefined;
  const isLacking = (reason && text.trim().length < 3) || (word !== undefined && typed.trim() !== word);

  const submit = async (event: SyntheticEvent) => {
    event.preventDefault();
    setBusy(true);
    setFailure(null);
    try {
      await onConfirm(text.trim(), ticked);
    } catch (error) {
      setFailure(error as Error);
    } finally {
      setBusy(false);
    }
  };

  return (
    <form onSubmit={submit}>
      <DialogTitle id={titleId}>{title}</DialogTitle>
      <DialogContent>
        <DialogContentText component="div">{explain}</DialogContentText>
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
        {tick ? (
          <FormControlLabel
            control={<Checkbox checked={ticked} onChange={(event) => setTicked(event.target.checked)} />}
            label={tick}
          />
        ) : null}
        {word ? <TypedWord word={word} value={typed} onChange={setTyped} /> : null}
        {failure ? (
          <Alert severity="error" sx={{ mt: 1 }}>
            {failure.message}
            {requestId ? (
              <Typography variant="caption" component="p">
                Request {requestId}
              </Typography>
            ) : null}
          </Alert>
        ) : null}
      </DialogContent>
      <DialogActions>
        <Button onClick={onClose} disabled={busy}>
          Cancel
        </Button>
        <Button type="submit" variant="contained" color={danger ? 'error' : 'primary'} disabled={busy || isLacking}>
          {label}
        </Button>
      </DialogActions>
    </form>
  );
}

/** Of what went wrong by itself; a refusal says all there is to know. */
function requestOf(failure: Error & { status?: number; body?: { requestId?: string } }): string | undefined {
  return (failure.status ?? 0) >= 500 ? failure.body?.requestId : undefined;
}

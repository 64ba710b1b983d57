import {
  Alert,
  Button,
  Dialog,
  DialogActions,
  DialogContent,
  DialogContentText,
  DialogTitle,
  TextField,
} from '@mui/material';
import { type FormEvent, useId, useState, useSyncExternalStore } from 'react';
import { givePassword, passwordQuestion } from './password-again.js';

/** Stands in the layout and opens when a request needs the password once more. */
export function PasswordAgain() {
  const question = useSyncExternalStore(passwordQuestion.subscribe, passwordQuestion.get);
  const titleId = useId();
  if (!question) return null;
  return (
    <Dialog open onClose={() => question.answer(false)} aria-labelledby={titleId} fullWidth maxWidth="xs">
      <PasswordForm titleId={titleId} onDone={() => question.answer(true)} onCancel={() => question.answer(false)} />
    </Dialog>
  );
}

function PasswordForm(props: { titleId: string; onDone: () => void; onCancel: () => void }) {
  const [failure, setFailure] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    // React passes events up through portals: the form that caused the question must not be sent again.
    event.stopPropagation();
    const password = String(new FormData(event.currentTarget).get('password'));
    setBusy(true);
    setFailure(null);
    try {
      await givePassword(password);
      props.onDone();
    } catch (error) {
      setFailure((error as Error).message);
      setBusy(false);
    }
  };
  return (
    <form onSubmit={submit}>
      <DialogTitle id={props.titleId}>Your password, please</DialogTitle>
      <DialogContent>
        <DialogContentText>
          You signed in a while ago, and this is not for anybody who finds an open screen. Nothing was done yet.
        </DialogContentText>
        <TextField
          name="password"
          type="password"
          label="Password"
          autoComplete="current-password"
          required
          autoFocus
          fullWidth
          margin="normal"
        />
        {failure ? <Alert severity="error">{failure}</Alert> : null}
      </DialogContent>
      <DialogActions>
        <Button onClick={props.onCancel}>Cancel</Button>
        <Button type="submit" variant="contained" disabled={busy}>
          Go on
        </Button>
      </DialogActions>
    </form>
  );
}

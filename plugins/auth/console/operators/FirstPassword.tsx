import { Alert, Button, Skeleton, Stack, TextField, Typography } from '@mui/material';
import { type FormEvent, useEffect, useState } from 'react';
import { type OperatorInvitationRecord, PASSWORD_MIN } from '../../records.js';

const root = '/api/console/operator-invitations';

async function post<T>(step: 'check' | 'accept', body: object): Promise<T> {
  const headers = { 'Content-Type': 'application/json', 'X-Purser-Client': 'console' };
  const response = await fetch(`${root}/${step}`, { method: 'POST', headers, body: JSON.stringify(body) });
  const answer = response.status === 204 ? null : await response.json();
  if (!response.ok) throw new Error((answer as { message?: string } | null)?.message ?? 'The server did not answer.');
  return answer as T;
}

/** Behind the mail that invites an operator. Looking spends nothing; saving a password does. */
export function FirstPassword({ product }: { readonly product: string }) {
  const [token] = useState(() => new URLSearchParams(window.location.hash.slice(1)).get('token') ?? '');
  const [invited, setInvited] = useState<OperatorInvitationRecord | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const [done, setDone] = useState(false);

  useEffect(() => {
    window.history.replaceState(null, '', window.location.pathname);
    post<OperatorInvitationRecord>('check', { token }).then(setInvited, (error: Error) => setFailure(error.message));
  }, [token]);

  return (
    <Stack spacing={2.5}>
      <Typography variant="h5" component="h1">
        {product} console
      </Typography>
      {done ? (
        <Alert severity="success">Your password is set. Sign in with it.</Alert>
      ) : failure ? (
        <Alert severity="error">{failure} Ask the operator who invited you for a new invitation.</Alert>
      ) : invited ? (
        <PasswordForm token={token} invited={invited} onDone={() => setDone(true)} />
      ) : (
        <Skeleton height={120} />
      )}
      {done || failure ? (
        <Button href="/console/" variant="contained">
          Go to sign-in
        </Button>
      ) : null}
    </Stack>
  );
}

interface PasswordFormProps {
  readonly token: string;
  readonly invited: OperatorInvitationRecord;
  readonly onDone: () => void;
}

function PasswordForm({ token, invited, onDone }: PasswordFormProps) {
  const [password, setPassword] = useState('');
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const isShort = [...password.normalize('NFC')].length < PASSWORD_MIN;

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    setProblem(null);
    try {
      await post('accept', { token, password });
      onDone();
    } catch (error) {
      setProblem((error as Error).message);
    } finally {
      setBusy(false);
    }
  };

  return (
    <form onSubmit={submit}>
      <Stack spacing={2.5}>
        <Typography>
          Hello {invited.name}, choose the password you will sign in with as <strong>{invited.email}</strong>.
        </Typography>
        <input type="text" name="username" autoComplete="username" value={invited.email} readOnly hidden />
        <TextField
          type="password"
          name="password"
          label="New password"
          autoComplete="new-password"
          value={password}
          onChange={(event) => setPassword(event.target.value)}
          helperText={`At least ${PASSWORD_MIN} characters, any of them; a sentence only you would write is good.`}
          required
          fullWidth
        />
        {problem ? <Alert severity="error">{problem}</Alert> : null}
        <Button type="submit" variant="contained" size="large" disabled={busy || isShort}>
          Save the password
        </Button>
      </Stack>
    </form>
  );
}

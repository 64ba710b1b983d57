import { Alert, AlertTitle, Box, Button, Card, CardContent, Stack, TextField, Typography } from '@mui/material';
import { isSignOutReason, reasonWords } from '@purser/client/session/reasons';
import { useConsoleFacts } from '@purser/kit/console/facts';
import { type FormEvent, useState } from 'react';
import { useLogin } from 'react-admin';
import { useSearchParams } from 'react-router-dom';
import { Logo } from '../theme/Logo.js';

export function Login() {
  const login = useLogin();
  const { manifest } = useConsoleFacts();
  const [search] = useSearchParams();
  const [failure, setFailure] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const code = search.get('reason');
  const reason = isSignOutReason(code) ? reasonWords(code) : null;

  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    setBusy(true);
    setFailure(null);
    try {
      await login({ username: String(form.get('email')), password: String(form.get('password')) });
    } catch (error) {
      setFailure((error as Error).message);
      setBusy(false);
    }
  };

  return (
    <Box
      component="main"
      sx={{ minHeight: '100vh', display: 'grid', placeItems: 'center', bgcolor: 'background.default', p: 2 }}
    >
      <Card variant="outlined" sx={{ width: '100%', maxWidth: 400 }}>
        <CardContent sx={{ p: 4 }}>
          <form onSubmit={submit}>
            <Stack spacing={2.5}>
              <Logo size={40} />
              <Box>
                <Typography variant="h5" component="h1">
                  {manifest.product} console
                </Typography>
                <Typography color="text.secondary">For operators and support staff.</Typography>
              </Box>
              {reason && !failure ? (
                <Alert severity="info">
                  <AlertTitle>{reason.title}</AlertTitle>
                  {reason.text}
                </Alert>
              ) : null}
              {failure ? <Alert severity="error">{failure}</Alert> : null}
              <TextField name="email" type="email" label="Email" autoComplete="username" required autoFocus />
              <TextField name="password" type="password" label="Password" autoComplete="current-password" required />
              <Button type="submit" variant="contained" size="large" disabled={busy}>
                Sign in
              </Button>
            </Stack>
          </form>
        </CardContent>
      </Card>
    </Box>
  );
}

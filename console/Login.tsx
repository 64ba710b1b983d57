import { Alert, AlertTitle, Box, Button, Card, CardContent, Stack, TextField, Typography } from '@mui/material';
import { isSignOutReason, reasonWords } from '@purser/client/session/reasons';
import { useConsoleFacts } from '@purser/kit/console/facts';
import { useQueryClient } from '@tanstack/react-query';
import { type FormEvent, type RefObject, useEffect, useRef, useState } from 'react';
import { useLogin } from 'react-admin';
import { useLocation, useNavigate, useSearchParams } from 'react-router-dom';
import { Logo } from '../theme/Logo.js';
import { session } from './session.js';

export function Login() {
  const login = useLogin();
  const { manifest } = useConsoleFacts();
  const [search] = useSearchParams();
  const [failure, setFailure] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const code = search.get('reason');
  const reason = isSignOutReason(code) ? reasonWords(code) : null;
  const isSubmitting = useRef(false);
  useSignInElsewhere(isSubmitting);

  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    setBusy(true);
    isSubmitting.current = true;
    setFailure(null);
    try {
      await login({ username: String(form.get('email')), password: String(form.get('password')) });
    } catch (error) {
      setFailure((error as Error).message);
      setBusy(false);
      isSubmitting.current = false;
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

/** Who signs in in another tab goes on here too, where they were. */
function useSignInElsewhere(isSubmitting: RefObject<boolean>) {
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  const { state } = useLocation() as { state: { nextPathname?: string; nextSearch?: string } | null };
  const back = `${state?.nextPathname ?? '/'}${state?.nextSearch ?? ''}`;
  useEffect(
    () =>
      session.subscribe(() => {
        if (session.getState().status !== 'signed-in' || isSubmitting.current) return;
        void queryClient.invalidateQueries({ queryKey: ['auth'] });
        navigate(back);
      }),
    [queryClient, navigate, back, isSubmitting],
  );
}

import Box from '@mui/material/Box';
import { usePortal } from '@purser/kit/portal/portal';
import { ErrorState } from '@purser/kit/portal/ui/ErrorState';
import { SubmitButton } from '@purser/kit/portal/ui/SubmitButton';
import { useSubmit } from '@purser/kit/portal/useSubmit';
import type { ComponentProps } from 'react';
import { LinkFacts } from './LinkFacts.js';

interface LinkActProps {
  readonly rows: ComponentProps<typeof LinkFacts>['rows'];
  /** What the button says, and what it does. */
  readonly action: string;
  readonly effect: string;
  readonly path: string;
  readonly token: string;
  readonly onDone: () => void;
}

/** What a link is about, and the one button that spends it. */
export function LinkAct({ rows, action, effect, path, token, onDone }: LinkActProps) {
  const { publicApi } = usePortal();
  const { run, busy, error } = useSubmit(async () => {
    await publicApi.post(path, { token });
    onDone();
  });
  return (
    <>
      <LinkFacts rows={rows} />
      {error ? (
        <Box sx={{ mb: 3 }}>
          <ErrorState error={error} plugin="auth" />
        </Box>
      ) : null}
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void run();
        }}
      >
        <SubmitButton busy={busy} color="error" size="large" fullWidth>
          {action}
        </SubmitButton>
      </form>
      <Box component="p" sx={{ mt: 2, mb: 0, color: 'text.secondary', fontSize: '0.9rem' }}>
        {effect}
      </Box>
    </>
  );
}

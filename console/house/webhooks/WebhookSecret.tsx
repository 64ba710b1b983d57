import { Alert, AlertTitle, Box } from '@mui/material';

/** Shown this once: the server keeps it, and shows it nowhere again. */
export function WebhookSecret({ secret }: { secret: string }) {
  return (
    <Alert severity="success" sx={{ my: 2 }}>
      <AlertTitle>Copy the secret now; it is shown only here</AlertTitle>
      The endpoint checks with it that a message is ours.
      <Box component="code" sx={{ display: 'block', mt: 1, overflowWrap: 'anywhere', userSelect: 'all' }}>
        {secret}
      </Box>
    </Alert>
  );
}

import { Alert, AlertTitle, Box, Button } from '@mui/material';

export function Unreachable({ detail, retry }: { detail: string; retry: () => void }) {
  return (
    <Box component="main" sx={{ maxWidth: 560, mx: 'auto', mt: 12, px: 2 }}>
      <Alert severity="error" action={<Button onClick={retry}>Retry</Button>}>
        <AlertTitle component="h1">The server cannot be reached</AlertTitle>
        {detail} Nothing was changed; try again in a moment.
      </Alert>
    </Box>
  );
}

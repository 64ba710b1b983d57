import { Alert, AlertTitle, Button, Typography } from '@mui/material';

/** In the place of what could not be loaded. `what` begins the sentence: "This mail". */
export function LoadFailed({ what, error, retry }: { what: string; error: Error; retry: () => void }) {
  const requestId = (error as { body?: { requestId?: string } }).body?.requestId;
  return (
    <Alert
      severity="error"
      sx={{ my: 2 }}
      action={
        <Button color="inherit" onClick={retry}>
          Retry
        </Button>
      }
    >
      <AlertTitle>{what} could not be loaded</AlertTitle>
      {error.message} Nothing was changed.
      {requestId ? (
        <Typography variant="caption" component="p">
          Request {requestId}
        </Typography>
      ) : null}
    </Alert>
  );
}

import { Alert, AlertTitle, Button } from '@mui/material';
import { PlainPage } from './PlainPage.js';

export function Unreachable({ detail, retry }: { detail: string; retry: () => void }) {
  return (
    <PlainPage>
      <Alert
        severity="error"
        action={
          <Button color="inherit" onClick={retry}>
            Retry
          </Button>
        }
      >
        <AlertTitle component="h1">The server cannot be reached</AlertTitle>
        {detail} Nothing was changed; try again in a moment.
      </Alert>
    </PlainPage>
  );
}

import { Alert, AlertTitle, Button } from '@mui/material';
import { useResourceContext, useShowContext } from 'react-admin';
import { Link } from 'react-router-dom';
import { LoadFailed } from './LoadFailed.js';

/** In the place of a record that could not be loaded, or that is not there. */
export function RecordFailed() {
  const resource = useResourceContext();
  const { error, refetch } = useShowContext();
  const reason = (error as (Error & { status?: number }) | null) ?? new Error('The server did not answer.');
  if (!('status' in reason) || reason.status !== 404) {
    return <LoadFailed what="This page" error={reason} retry={() => refetch()} />;
  }
  return (
    <Alert
      severity="info"
      sx={{ my: 2 }}
      action={
        <Button color="inherit" component={Link} to={`/${resource}`} sx={{ whiteSpace: 'nowrap' }}>
          To the list
        </Button>
      }
    >
      <AlertTitle>There is nothing here</AlertTitle>
      The address is wrong, or what stood here was erased since.
    </Alert>
  );
}

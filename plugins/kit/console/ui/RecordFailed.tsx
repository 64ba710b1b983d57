import { Box, Typography } from '@mui/material';
import { Title, useShowContext } from 'react-admin';
import { Link } from 'react-router-dom';
import { LoadFailed } from './LoadFailed.js';

/** In the place of a record that could not be loaded, or that is not there. */
export function RecordFailed() {
  const { error, refetch, resource } = useShowContext();
  const isGone = (error as { status?: number } | null)?.status === 404;
  return (
    <Box sx={{ px: 2 }}>
      <Title title={isGone ? 'Not found' : 'Not loaded'} />
      {isGone ? (
        <Typography sx={{ py: 2 }}>
          There is nothing under this address; perhaps it was erased. <Link to={`/${resource}`}>Back to the list</Link>
        </Typography>
      ) : (
        <LoadFailed what="This page" error={error ?? new Error('The server did not answer.')} retry={() => refetch()} />
      )}
    </Box>
  );
}

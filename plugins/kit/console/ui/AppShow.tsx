import { Box, Typography } from '@mui/material';
import { Show, type ShowProps, Title, useShowContext } from 'react-admin';
import { Link } from 'react-router-dom';
import { LoadFailed } from './LoadFailed.js';

/**
 * The page of one record. What could not be loaded is said in its place, with a retry; react-admin alone would lead back to
 * the list and say that the record does not exist, whatever went wrong.
 */
export function AppShow({ children, ...show }: ShowProps) {
  return (
    <Show
      actions={false}
      error={<RecordFailed />}
      {...show}
      queryOptions={{ onError: nothing, ...show.queryOptions } as ShowProps['queryOptions']}
    >
      {children}
    </Show>
  );
}

const nothing = () => undefined;

function RecordFailed() {
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

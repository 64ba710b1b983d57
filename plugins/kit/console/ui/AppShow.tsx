import { Box, Typography } from '@mui/material';
import type { ReactNode } from 'react';
import { type RaRecord, Show, type ShowProps, Title, useShowContext } from 'react-admin';
import { Link } from 'react-router-dom';
import { LoadFailed } from './LoadFailed.js';

/**
 * The page of one record. What cannot be loaded is said in its place, with a way to try again; an address that leads to
 * nothing says so, instead of leaving for the list.
 */
export function AppShow<Row extends RaRecord>({
  queryOptions,
  children,
  ...show
}: Omit<ShowProps<Row>, 'actions' | 'error'>) {
  return (
    <Show<Row>
      {...show}
      actions={false}
      error={<UnlessKnown>{children}</UnlessKnown>}
      queryOptions={{ ...saidInPlace, ...queryOptions }}
    >
      {children}
    </Show>
  );
}

/** Without this react-admin would leave for the list, and say that the record does not exist. */
export const saidInPlace = { onError: () => undefined };

/** What is known stays on the page when only a later look at it fails. */
function UnlessKnown({ children }: { readonly children?: ReactNode }) {
  return useShowContext().record ? children : <RecordFailed />;
}

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

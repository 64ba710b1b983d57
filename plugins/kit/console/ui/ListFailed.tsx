import { Box } from '@mui/material';
import { useListContext } from 'react-admin';
import { LoadFailed } from './LoadFailed.js';

/** In the place of a list that could not be loaded, its own or that of a tab. */
export function ListFailed() {
  const { error, refetch } = useListContext();
  const reason = (error as Error | null) ?? new Error('The server did not answer.');
  return (
    <Box sx={{ flex: 1, mx: 2 }}>
      <LoadFailed what="This list" error={reason} retry={() => refetch()} />
    </Box>
  );
}

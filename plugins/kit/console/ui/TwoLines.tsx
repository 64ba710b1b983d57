import { Typography } from '@mui/material';
import type { ReactNode } from 'react';

/** A name with a quieter second line, for the first column of a list. */
export function TwoLines({ first, second }: { first: ReactNode; second?: ReactNode }) {
  return (
    <>
      <Typography variant="body2" component="div" sx={{ fontWeight: 500, overflowWrap: 'anywhere' }}>
        {first}
      </Typography>
      {second ? (
        <Typography variant="caption" component="div" color="text.secondary" sx={{ overflowWrap: 'anywhere' }}>
          {second}
        </Typography>
      ) : null}
    </>
  );
}

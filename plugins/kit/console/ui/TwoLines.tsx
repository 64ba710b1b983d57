import { Typography } from '@mui/material';
import type { ReactNode } from 'react';

/** A name with a quieter second line, for the first column of a list. */
export function TwoLines({ first, second }: { first: ReactNode; second?: ReactNode }) {
  return (
    <>
      <Typography variant="body2" component="div" sx={{ fontWeight: 500, minWidth: 140, overflowWrap: 'break-word' }}>
        {first}
      </Typography>
      {second ? (
        <Typography
          variant="caption"
          component="div"
          color="text.secondary"
          sx={{ overflowWrap: 'break-word', maxWidth: 420 }}
        >
          {second}
        </Typography>
      ) : null}
    </>
  );
}

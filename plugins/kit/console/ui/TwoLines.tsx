import { Typography } from '@mui/material';
import type { ReactNode } from 'react';

export interface TwoLinesProps {
  readonly first: ReactNode;
  readonly second?: ReactNode;
  /** Pixels below which the column does not shrink; 120 at most on a phone. */
  readonly minWidth?: number;
}

/** A name with a quieter second line, for the first column of a list. */
export function TwoLines({ first, second, minWidth = 140 }: TwoLinesProps) {
  return (
    <>
      <Typography
        variant="body2"
        component="div"
        sx={{
          fontWeight: 500,
          minWidth: { xs: Math.min(minWidth, 120), sm: minWidth },
          // An address in the first line has no other end to break at.
          overflowWrap: 'anywhere',
        }}
      >
        {first}
      </Typography>
      {second ? (
        <Typography
          variant="caption"
          component="div"
          color="text.secondary"
          sx={{ overflowWrap: { xs: 'anywhere', sm: 'break-word' }, maxWidth: 420 }}
        >
          {second}
        </Typography>
      ) : null}
    </>
  );
}

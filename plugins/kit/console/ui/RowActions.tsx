import { Stack } from '@mui/material';
import type { ReactNode } from 'react';

/** The acts on one row: beside each other, on a phone below each other, so that none is out of sight. */
export function RowActions({ children }: { children: ReactNode }) {
  return (
    <Stack direction={{ xs: 'column', sm: 'row' }} sx={{ justifyContent: 'flex-end', alignItems: 'flex-end' }}>
      {children}
    </Stack>
  );
}

import Box from '@mui/material/Box';
import type { ReactNode } from 'react';

export interface HiddenProps {
  readonly id?: string;
  readonly role?: 'status';
  readonly children: ReactNode;
}

const unseen = {
  position: 'absolute',
  width: '1px',
  height: '1px',
  overflow: 'hidden',
  whiteSpace: 'nowrap',
  clipPath: 'inset(50%)',
} as const;

/** For screen readers only. */
export function Hidden(props: HiddenProps) {
  return <Box component="span" sx={unseen} {...props} />;
}

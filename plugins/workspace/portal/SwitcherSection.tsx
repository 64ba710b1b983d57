import Box from '@mui/material/Box';
import Divider from '@mui/material/Divider';
import Typography from '@mui/material/Typography';
import { type ReactNode, useId } from 'react';

export interface SwitcherSectionProps {
  readonly title: string;
  /** Above it, the list scrolls. */
  readonly maxHeight: string;
  /** Rows of a list. */
  readonly children: ReactNode;
}

/** What waits for the person, below their workspaces. */
export function SwitcherSection({ title, maxHeight, children }: SwitcherSectionProps) {
  const id = useId();
  return (
    <>
      <Divider sx={{ my: 1 }} />
      <Typography component="h2" variant="subtitle2" id={id} sx={{ px: 1.5, pt: 0.5 }}>
        {title}
      </Typography>
      <Box
        component="ul"
        aria-labelledby={id}
        sx={{ listStyle: 'none', m: 0, px: 1.5, py: 1, display: 'grid', gap: 2, maxHeight, overflowY: 'auto' }}
      >
        {children}
      </Box>
    </>
  );
}

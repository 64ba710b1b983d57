import Box from '@mui/material/Box';
import { PageHeading } from '@purser/kit/portal/ui/PageHeading';
import type { ReactNode } from 'react';

export interface StatusPageProps {
  readonly icon: ReactNode;
  readonly title: string;
  /** What happened, what is safe, what to do. */
  readonly text: ReactNode;
  readonly children?: ReactNode;
}

/** A page that stands in for the one that was wanted. */
export function StatusPage({ icon, title, text, children }: StatusPageProps) {
  return (
    <Box sx={{ maxWidth: 560, py: { xs: 2, md: 5 } }}>
      <Box
        aria-hidden
        sx={{
          width: 56,
          height: 56,
          mb: 2.5,
          borderRadius: '50%',
          display: 'grid',
          placeItems: 'center',
          bgcolor: 'primary.light',
          color: 'primary.main',
          '& svg': { fontSize: 28 },
        }}
      >
        {icon}
      </Box>
      <PageHeading title={title} intro={text} />
      {children ? <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1.5 }}>{children}</Box> : null}
    </Box>
  );
}

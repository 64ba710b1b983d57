import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import { type ReactNode, useEffect, useRef } from 'react';
import { usePortal } from '../portal.js';

export interface PageHeadingProps {
  /** The page's one h1; also the document's title. */
  readonly title: string;
  /** One or two sentences below it. */
  readonly intro?: ReactNode;
  /** Beside it on a wide screen, below it on a phone. */
  readonly actions?: ReactNode;
}

/** Every page begins with it: it names the document and takes the focus after a change of page. */
export function PageHeading({ title, intro, actions }: PageHeadingProps) {
  const { product, workspace, arrivals, backstage } = usePortal();
  const heading = useRef<HTMLHeadingElement>(null);

  useEffect(() => {
    if (backstage) return;
    const parts = [title, workspace?.name, product].filter((part) => part);
    document.title = [...new Set(parts)].join(' · ');
  }, [title, workspace?.name, product, backstage]);

  useEffect(() => {
    // On the first page the browser's own order stands; a page that put the focus into a field keeps it there.
    const taken = document.activeElement instanceof HTMLInputElement;
    if (arrivals > 0 && !taken && !backstage) heading.current?.focus({ preventScroll: true });
  }, [arrivals, backstage]);

  return (
    <Box
      sx={{
        display: 'flex',
        flexDirection: { xs: 'column', sm: 'row' },
        gap: 2,
        alignItems: { xs: 'stretch', sm: 'flex-start' },
        justifyContent: 'space-between',
        mb: 3,
      }}
    >
      <Box sx={{ minWidth: 0 }}>
        <Typography variant="h1" ref={heading} tabIndex={-1}>
          {title}
        </Typography>
        {intro ? (
          <Typography color="textSecondary" sx={{ mt: 0.75, maxWidth: '60ch' }}>
            {intro}
          </Typography>
        ) : null}
      </Box>
      {actions ? <Box sx={{ flex: 'none' }}>{actions}</Box> : null}
    </Box>
  );
}

import Box from '@mui/material/Box';
import type { ReactNode } from 'react';
import type { Found, Placed } from '../location/match.js';
import { ClockNotice } from './ClockNotice.js';
import { Navigation } from './Navigation.js';
import { OfflineBanner } from './OfflineBanner.js';
import { SkipLink } from './SkipLink.js';
import { TopBar } from './TopBar.js';
import { UpdateBanner } from './UpdateBanner.js';

export interface FrameProps {
  readonly pages: readonly Placed[];
  readonly found: Found;
  readonly children: ReactNode;
}

/** Around every page behind the sign-in: where am I, does it sync, who am I, what else is here. */
export function Frame({ pages, found, children }: FrameProps) {
  return (
    <Box sx={{ minHeight: '100vh', display: 'flex', flexDirection: 'column' }}>
      <SkipLink />
      <TopBar pages={pages} found={found} />
      <OfflineBanner />
      <ClockNotice />
      <UpdateBanner />
      <Box
        sx={{
          flex: 1,
          width: '100%',
          maxWidth: 1160,
          mx: 'auto',
          display: 'flex',
          flexDirection: { xs: 'column', md: 'row' },
          px: { xs: 0, md: 3 },
          gap: { xs: 0, md: 5 },
        }}
      >
        <Navigation pages={pages} found={found} />
        <Box
          component="main"
          id="content"
          tabIndex={-1}
          sx={{ flex: 1, minWidth: 0, outline: 0, px: { xs: 2, sm: 3, md: 0 }, py: { xs: 3, md: 4 } }}
        >
          {children}
        </Box>
      </Box>
    </Box>
  );
}

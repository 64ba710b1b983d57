import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import { useMessages } from '@purser/kit/portal/messages';
import { usePortal } from '@purser/kit/portal/portal';
import { PortalLink } from '@purser/kit/portal/ui/PortalLink';
import type { ReactNode } from 'react';
import { Logo } from '../../theme/Logo.js';
import { OfflineBanner } from './OfflineBanner.js';
import { Preferences } from './Preferences.js';
import { SkipLink } from './SkipLink.js';

/** One calm card on an empty page. */
export function PublicFrame({ children }: { readonly children: ReactNode }) {
  const { product } = usePortal();
  const t = useMessages('portal');
  return (
    <Box sx={{ minHeight: '100vh', display: 'flex', flexDirection: 'column' }}>
      <SkipLink />
      <OfflineBanner />
      <Box component="header" sx={{ px: { xs: 2, sm: 4 }, py: 2.5 }}>
        <PortalLink
          to="/"
          underline="none"
          color="textPrimary"
          sx={{ display: 'inline-flex', alignItems: 'center', gap: 1.25 }}
        >
          <Logo size={30} />
          <Typography component="span" sx={{ fontWeight: 700, fontSize: '1.125rem', letterSpacing: '-0.01em' }}>
            {product}
          </Typography>
        </PortalLink>
      </Box>
      <Box
        component="main"
        id="content"
        tabIndex={-1}
        sx={{
          flex: 1,
          display: 'flex',
          alignItems: { xs: 'flex-start', sm: 'center' },
          justifyContent: 'center',
          outline: 0,
          p: { xs: 0, sm: 2 },
        }}
      >
        <Box
          sx={{
            width: '100%',
            maxWidth: { xs: 'none', sm: 440 },
            p: { xs: 3, sm: 5 },
            bgcolor: 'background.paper',
            border: 1,
            borderColor: 'divider',
            borderWidth: { xs: '1px 0', sm: 1 },
            borderRadius: { xs: 0, sm: 1.5 },
          }}
        >
          {children}
        </Box>
      </Box>
      <Box component="footer" sx={{ p: { xs: 2, sm: 3 }, display: 'flex', justifyContent: 'center' }}>
        <Preferences label={t('preferences')} />
      </Box>
    </Box>
  );
}

import Box from '@mui/material/Box';
import { useMessages } from '@purser/kit/portal/messages';
import { PortalLink } from '@purser/kit/portal/ui/PortalLink';
import { useEffect, useRef } from 'react';
import type { Entry } from './entries.js';

export interface NavigationLinkProps {
  readonly entry: Entry;
  readonly to: string;
  readonly current: boolean;
}

export function NavigationLink({ entry, to, current }: NavigationLinkProps) {
  const t = useMessages(entry.plugin);
  const Icon = entry.nav.icon;
  const label = t(entry.nav.label);
  const item = useRef<HTMLLIElement>(null);

  // The strip of a phone may hold more than it shows, in one language more than in the other.
  useEffect(() => {
    if (current && label) item.current?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, [current, label]);

  return (
    <Box component="li" ref={item} sx={{ flex: 'none' }}>
      <PortalLink
        to={to}
        underline="none"
        aria-current={current ? 'page' : undefined}
        sx={{
          display: 'flex',
          alignItems: 'center',
          gap: 1.25,
          px: 1.5,
          minHeight: 40,
          borderRadius: 1,
          fontSize: '0.9375rem',
          whiteSpace: 'nowrap',
          color: current ? 'text.primary' : 'text.secondary',
          fontWeight: current ? 650 : 500,
          bgcolor: current ? 'primary.light' : 'transparent',
          '&:hover': { bgcolor: current ? 'primary.light' : 'action.hover', color: 'text.primary' },
          // Words say more than icons where there is room for one of the two.
          '& svg': {
            display: { xs: 'none', sm: 'block' },
            fontSize: 20,
            color: current ? 'secondary.main' : 'inherit',
          },
        }}
      >
        <Icon />
        {label}
      </PortalLink>
    </Box>
  );
}

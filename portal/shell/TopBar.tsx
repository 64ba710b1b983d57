import AppBar from '@mui/material/AppBar';
import Box from '@mui/material/Box';
import Toolbar from '@mui/material/Toolbar';
import { usePortal } from '@purser/kit/portal/portal';
import { PortalLink } from '@purser/kit/portal/ui/PortalLink';
import { Switcher } from '../../plugins/workspace/portal/Switcher.js';
import { Logo } from '../../theme/Logo.js';
import type { Found, Placed } from '../location/match.js';
import { workspaceOfTab } from '../signed-in/lastWorkspace.js';
import { AccountMenu } from './AccountMenu.js';
import { keptRoute } from './keptRoute.js';
import { SyncStatus } from './SyncStatus.js';

export interface TopBarProps {
  readonly pages: readonly Placed[];
  readonly found: Found;
}

export function TopBar({ pages, found }: TopBarProps) {
  const { product, house, person, workspace, workspaces } = usePortal();
  const lastId = person ? workspaceOfTab(person.id) : null;
  const last = workspaces.find(({ id }) => id === lastId) ?? workspaces[0] ?? null;
  return (
    <AppBar position="sticky" component="header">
      <Toolbar
        sx={{
          gap: { xs: 1, sm: 1.5 },
          px: { xs: 1.5, sm: 3 },
          minHeight: { xs: 60, sm: 64 },
          width: '100%',
          maxWidth: 1160,
          mx: 'auto',
        }}
        disableGutters
      >
        <PortalLink to="/" aria-label={product} sx={{ flex: 'none', borderRadius: 1 }}>
          <Logo size={32} />
        </PortalLink>
        {house.plugins.includes('workspace') ? (
          <Switcher pathIn={(target) => keptRoute(found, target)} last={last} />
        ) : null}
        <Box sx={{ flex: 1 }} />
        {workspace ? (
          <Box sx={{ display: { xs: 'none', md: 'block' }, minWidth: 0 }}>
            <SyncStatus />
          </Box>
        ) : null}
        <AccountMenu pages={pages} />
      </Toolbar>
      {workspace ? (
        <Box sx={{ display: { xs: 'block', md: 'none' }, borderTop: 1, borderColor: 'divider', px: 2, py: 0.5 }}>
          <SyncStatus />
        </Box>
      ) : null}
    </AppBar>
  );
}

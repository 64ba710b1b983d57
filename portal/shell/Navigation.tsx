import Box from '@mui/material/Box';
import { useMessages } from '@purser/kit/portal/messages';
import { usePortal } from '@purser/kit/portal/portal';
import type { Found, Placed } from '../location/match.js';
import { workspacePath } from '../location/paths.js';
import { type Entry, navigationEntries } from './entries.js';
import { NavigationLink } from './NavigationLink.js';

export interface NavigationProps {
  readonly pages: readonly Placed[];
  readonly found: Found;
}

/** Beside the page on a wide screen; a strip above it, which scrolls by itself, on a phone. */
export function Navigation({ pages, found }: NavigationProps) {
  const t = useMessages('portal');
  const { workspace } = usePortal();
  const scope = found.workspaceId === null ? 'account' : 'workspace';
  if (scope === 'workspace' && !workspace) return null;
  if (scope === 'account' && found.page?.nav === undefined) return null;
  const pathOf = (entry: Entry) =>
    entry.scope === 'workspace' && workspace ? workspacePath(workspace.id, entry.path) : entry.path;
  return (
    <Box
      component="nav"
      aria-label={t(scope === 'account' ? 'nav.account' : 'nav.workspace')}
      sx={{
        flex: 'none',
        width: { xs: '100%', md: 208 },
        py: { xs: 0, md: 4 },
        borderStyle: 'solid',
        borderColor: 'divider',
        borderWidth: { xs: '0 0 1px', md: 0 },
        bgcolor: { xs: 'background.paper', md: 'transparent' },
      }}
    >
      <Box
        component="ul"
        sx={{
          listStyle: 'none',
          m: 0,
          p: { xs: 0.75, md: 0 },
          display: 'flex',
          flexDirection: { xs: 'row', md: 'column' },
          gap: 0.5,
          overflowX: { xs: 'auto', md: 'visible' },
          position: { md: 'sticky' },
          top: { md: 96 },
        }}
      >
        {navigationEntries(pages, scope, workspace).map((entry) => (
          <NavigationLink
            key={`${entry.plugin}:${entry.path}`}
            entry={entry}
            to={pathOf(entry)}
            current={found.page?.plugin === entry.plugin && found.page.path === entry.path}
          />
        ))}
      </Box>
    </Box>
  );
}

import Check from '@mui/icons-material/CheckOutlined';
import Box from '@mui/material/Box';
import { useMessages } from '@purser/kit/portal/messages';
import type { PortalWorkspace } from '@purser/kit/portal/portal';
import { PortalLink } from '@purser/kit/portal/ui/PortalLink';

export interface SwitcherRowProps {
  readonly workspace: PortalWorkspace;
  readonly to: string;
  readonly current: boolean;
  /** Its place in the list, from 1. */
  readonly shortcut: number;
  readonly onFollow: () => void;
}

export function SwitcherRow({ workspace, to, current, shortcut, onFollow }: SwitcherRowProps) {
  const t = useMessages('workspace');
  return (
    <li>
      <PortalLink
        to={to}
        onFollow={onFollow}
        underline="none"
        color="textPrimary"
        aria-current={current ? 'true' : undefined}
        sx={{
          display: 'flex',
          alignItems: 'center',
          gap: 1,
          px: 1.5,
          py: 1,
          borderRadius: 1,
          bgcolor: current ? 'action.selected' : 'transparent',
          '&:hover, &:focus-visible': { bgcolor: current ? 'action.selected' : 'action.hover' },
          '&:focus-visible': { outlineOffset: -3 },
        }}
      >
        <Check aria-hidden sx={{ fontSize: 18, color: 'secondary.main', visibility: current ? 'visible' : 'hidden' }} />
        <Box component="span" sx={{ flex: 1, minWidth: 0 }}>
          <Box component="span" sx={{ display: 'block', fontWeight: 600, overflowWrap: 'anywhere' }}>
            {workspace.name}
          </Box>
          <Box component="span" sx={{ display: 'block', fontSize: '0.8125rem', color: 'text.secondary' }}>
            {t(`roles.${workspace.role}`)}
            {workspace.suspended ? ` · ${t('all.suspended')}` : null}
          </Box>
        </Box>
        {shortcut <= 9 ? (
          <Box
            component="kbd"
            aria-hidden
            sx={{
              font: 'inherit',
              fontSize: '0.75rem',
              color: 'text.secondary',
              display: { xs: 'none', sm: 'inline' },
            }}
          >
            Alt {shortcut}
          </Box>
        ) : null}
      </PortalLink>
    </li>
  );
}

import Logout from '@mui/icons-material/LogoutOutlined';
import Avatar from '@mui/material/Avatar';
import Box from '@mui/material/Box';
import Divider from '@mui/material/Divider';
import IconButton from '@mui/material/IconButton';
import ListItemIcon from '@mui/material/ListItemIcon';
import Menu from '@mui/material/Menu';
import MenuItem from '@mui/material/MenuItem';
import Typography from '@mui/material/Typography';
import { useSession } from '@purser/client/react/session-provider';
import { useMessages } from '@purser/kit/portal/messages';
import { usePortal } from '@purser/kit/portal/portal';
import { useRef, useState } from 'react';
import type { Placed } from '../location/match.js';
import { AccountMenuEntry } from './AccountMenuEntry.js';
import { navigationEntries } from './entries.js';

/** Who is signed in, their own pages, and the way out. */
export function AccountMenu({ pages }: { readonly pages: readonly Placed[] }) {
  const t = useMessages('portal');
  const { person, navigate } = usePortal();
  const { manager } = useSession();
  const button = useRef<HTMLButtonElement>(null);
  const [open, setOpen] = useState(false);
  const name = person?.name || person?.email || '';

  const follow = (path: string) => {
    setOpen(false);
    navigate(path);
  };

  return (
    <>
      <IconButton
        ref={button}
        onClick={() => setOpen(true)}
        aria-label={t('account.menu', { name })}
        aria-haspopup="menu"
        aria-expanded={open}
        sx={{ p: 0.5, flex: 'none' }}
      >
        <Avatar
          sx={{
            width: 32,
            height: 32,
            fontSize: '0.8125rem',
            fontWeight: 700,
            bgcolor: 'primary.main',
            color: 'primary.contrastText',
          }}
        >
          {initials(name)}
        </Avatar>
      </IconButton>
      <Menu
        open={open}
        anchorEl={() => button.current}
        onClose={() => setOpen(false)}
        anchorOrigin={{ vertical: 'bottom', horizontal: 'right' }}
        transformOrigin={{ vertical: 'top', horizontal: 'right' }}
        slotProps={{ paper: { sx: { minWidth: 240, maxWidth: 320 } } }}
      >
        <Box component="li" role="presentation" sx={{ px: 2, py: 1 }}>
          <Typography component="p" variant="subtitle1" noWrap>
            {person?.name}
          </Typography>
          <Typography component="p" variant="body2" color="textSecondary" noWrap>
            {person?.email}
          </Typography>
        </Box>
        <Divider component="li" role="presentation" />
        {navigationEntries(pages, 'account', null).map((entry) => (
          <AccountMenuEntry key={entry.path} entry={entry} onFollow={follow} />
        ))}
        <Divider component="li" role="presentation" />
        <MenuItem onClick={() => void manager.logout()}>
          <ListItemIcon>
            <Logout fontSize="small" />
          </ListItemIcon>
          {t('signOut')}
        </MenuItem>
      </Menu>
    </>
  );
}

function initials(name: string): string {
  const parts = name.split(/[\s.@]+/u).filter(Boolean);
  const first = [...(parts[0] ?? '')][0] ?? '';
  const last = parts.length > 1 ? ([...(parts[1] ?? '')][0] ?? '') : '';
  return (first + last).toUpperCase();
}

import ListItemIcon from '@mui/material/ListItemIcon';
import MenuItem, { type MenuItemProps } from '@mui/material/MenuItem';
import { useMessages } from '@purser/kit/portal/messages';
import type { Entry } from './entries.js';

export interface AccountMenuEntryProps extends Omit<MenuItemProps, 'onClick'> {
  readonly entry: Entry;
  readonly onFollow: (path: string) => void;
}

// Takes what MUI's menu gives its children (autoFocus, tabIndex), or the arrow keys would not find it.
export function AccountMenuEntry({ entry, onFollow, ...item }: AccountMenuEntryProps) {
  const t = useMessages(entry.plugin);
  const Icon = entry.nav.icon;
  return (
    <MenuItem {...item} onClick={() => onFollow(entry.path)} sx={{ '& svg': { fontSize: 20 } }}>
      <ListItemIcon>
        <Icon />
      </ListItemIcon>
      {t(entry.nav.label)}
    </MenuItem>
  );
}

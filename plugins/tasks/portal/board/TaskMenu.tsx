import MoreVert from '@mui/icons-material/MoreVert';
import IconButton from '@mui/material/IconButton';
import Menu from '@mui/material/Menu';
import MenuItem from '@mui/material/MenuItem';
import { useMessages } from '@purser/kit/portal/messages';
import { ConfirmDialog } from '@purser/kit/portal/ui/ConfirmDialog';
import { useId, useState } from 'react';

export interface TaskMenuProps {
  readonly title: string;
  readonly onRename: () => void;
  readonly onMove?: { readonly up: (() => void) | null; readonly down: (() => void) | null };
  readonly onRemove: () => void;
}

/** Everything that can be done with a task, also without dragging. */
export function TaskMenu({ title, onRename, onMove, onRemove }: TaskMenuProps) {
  const t = useMessages('tasks');
  const menuId = useId();
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const [asking, setAsking] = useState(false);
  const choose = (act: () => void) => () => {
    setAnchor(null);
    act();
  };
  return (
    <>
      <IconButton
        size="small"
        aria-label={t('task.more', { title })}
        aria-haspopup="menu"
        aria-expanded={anchor !== null}
        aria-controls={anchor ? menuId : undefined}
        onClick={(event) => setAnchor(event.currentTarget)}
      >
        <MoreVert fontSize="small" />
      </IconButton>
      <Menu
        id={menuId}
        anchorEl={anchor}
        open={anchor !== null}
        onClose={() => setAnchor(null)}
        disableRestoreFocus={false}
      >
        <MenuItem onClick={choose(onRename)}>{t('task.menu.rename')}</MenuItem>
        {onMove?.up ? <MenuItem onClick={choose(onMove.up)}>{t('task.menu.up')}</MenuItem> : null}
        {onMove?.down ? <MenuItem onClick={choose(onMove.down)}>{t('task.menu.down')}</MenuItem> : null}
        <MenuItem onClick={choose(() => setAsking(true))}>{t('task.menu.remove')}</MenuItem>
      </Menu>
      <ConfirmDialog
        open={asking}
        title={t('remove.title', { title })}
        confirm={t('remove.confirm')}
        danger
        plugin="tasks"
        onConfirm={async () => onRemove()}
        onClose={() => setAsking(false)}
      >
        {t('remove.text')}
      </ConfirmDialog>
    </>
  );
}

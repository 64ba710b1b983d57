import Add from '@mui/icons-material/AddOutlined';
import ListAlt from '@mui/icons-material/ListAltOutlined';
import MarkEmailUnread from '@mui/icons-material/MarkEmailUnreadOutlined';
import UnfoldMore from '@mui/icons-material/UnfoldMoreOutlined';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Divider from '@mui/material/Divider';
import Popover from '@mui/material/Popover';
import { useOwnInvitations } from '@purser/client/react/workspaces';
import { useMessages } from '@purser/kit/portal/messages';
import { type PortalWorkspace, usePortal } from '@purser/kit/portal/portal';
import { PortalButton } from '@purser/kit/portal/ui/PortalLink';
import { TextEntry } from '@purser/kit/portal/ui/TextEntry';
import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react';
import { SwitcherOffers } from './join/SwitcherOffers.js';
import { SwitcherInvitations } from './SwitcherInvitations.js';
import { SwitcherRow } from './SwitcherRow.js';

const SEARCH_ABOVE = 7;

export interface SwitcherProps {
  /** Where the person lands in another workspace: on the same page, when they may. */
  readonly pathIn: (workspace: PortalWorkspace) => string;
  /** Named on pages outside of a workspace: where the person was last. */
  readonly last: PortalWorkspace | null;
}

/** Which workspace this is, the others, and a new one. Alt+1 … Alt+9 switch from anywhere. */
export function Switcher({ pathIn, last }: SwitcherProps) {
  const t = useMessages('workspace');
  const { workspace, workspaces } = usePortal();
  const [open, setOpen] = useState(false);
  const [search, setSearch] = useState('');
  const waiting = useOwnInvitations().invitations.length;
  const named = workspace ?? last;
  const button = useRef<HTMLButtonElement>(null);
  const panelId = useId();
  useShortcuts(workspaces, pathIn);

  const wanted = search.trim().toLocaleLowerCase();
  const shown = workspaces.filter(({ name }) => name.toLocaleLowerCase().includes(wanted));
  const close = () => {
    setOpen(false);
    setSearch('');
  };

  return (
    <>
      <Button
        ref={button}
        color="inherit"
        onClick={() => setOpen(true)}
        aria-haspopup="dialog"
        aria-expanded={open}
        aria-controls={open ? panelId : undefined}
        aria-label={[
          named ? t('switcher.current', { name: named.name }) : t('switcher.choose'),
          ...(waiting > 0 ? [t('switcher.waiting', { count: waiting })] : []),
        ].join('. ')}
        endIcon={waiting > 0 ? <MarkEmailUnread color="secondary" /> : <UnfoldMore />}
        sx={{
          minWidth: 0,
          px: 1.25,
          fontSize: '0.9375rem',
          '& .MuiButton-endIcon': { ml: 0.5, color: 'text.secondary' },
        }}
      >
        <Box component="span" sx={{ overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' }}>
          {named?.name ?? t('switcher.choose')}
        </Box>
      </Button>
      <Popover
        open={open}
        onClose={close}
        anchorEl={() => button.current}
        anchorOrigin={{ vertical: 'bottom', horizontal: 'left' }}
        slotProps={{
          paper: {
            id: panelId,
            role: 'dialog',
            'aria-label': t('switcher.title'),
            onKeyDown: moveFocus,
            sx: { width: 340, maxWidth: 'calc(100vw - 32px)', p: 1, mt: 0.5, border: 1, borderColor: 'divider' },
          } as object,
        }}
      >
        {workspaces.length > SEARCH_ABOVE ? (
          <Box sx={{ p: 1 }}>
            <TextEntry
              label={t('switcher.search')}
              type="search"
              value={search}
              autoFocus
              onChange={(event) => setSearch(event.target.value)}
            />
          </Box>
        ) : null}
        <Box component="ul" sx={{ listStyle: 'none', m: 0, p: 0, maxHeight: '50vh', overflowY: 'auto' }}>
          {shown.map((entry) => (
            <SwitcherRow
              key={entry.id}
              workspace={entry}
              to={pathIn(entry)}
              current={entry.id === workspace?.id}
              shortcut={workspaces.indexOf(entry) + 1}
              onFollow={close}
            />
          ))}
        </Box>
        {shown.length === 0 ? (
          <Box role="status" sx={{ px: 1.5, py: 2, color: 'text.secondary', fontSize: '0.9rem' }}>
            {workspaces.length === 0 ? t('switcher.none') : t('switcher.noMatch', { search: search.trim() })}
          </Box>
        ) : null}
        <SwitcherInvitations onFollow={close} />
        <SwitcherOffers onFollow={close} />
        <Divider sx={{ my: 1 }} />
        <Box onClick={close}>
          <PortalButton to="/workspaces" startIcon={<ListAlt />} fullWidth sx={{ justifyContent: 'flex-start' }}>
            {t('all.title')}
          </PortalButton>
          <PortalButton to="/workspaces/new" startIcon={<Add />} fullWidth sx={{ justifyContent: 'flex-start' }}>
            {t('switcher.create')}
          </PortalButton>
        </Box>
      </Popover>
    </>
  );
}

/** Arrow keys go through the rows, as in any list of choices. */
function moveFocus(event: KeyboardEvent<HTMLElement>) {
  if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
  const rows = [...event.currentTarget.querySelectorAll<HTMLElement>('li a, li button')];
  const at = rows.indexOf(document.activeElement as HTMLElement);
  const next = event.key === 'ArrowDown' ? at + 1 : at === -1 ? rows.length - 1 : at - 1;
  rows[(next + rows.length) % rows.length]?.focus();
  event.preventDefault();
}

function useShortcuts(workspaces: readonly PortalWorkspace[], pathIn: SwitcherProps['pathIn']) {
  const { navigate } = usePortal();
  useEffect(() => {
    const press = (event: globalThis.KeyboardEvent) => {
      if (!event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
      const digit = /^Digit([1-9])$/.exec(event.code)?.[1];
      const target = digit ? workspaces[Number(digit) - 1] : undefined;
      if (!target) return;
      event.preventDefault();
      navigate(pathIn(target));
    };
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  }, [workspaces, pathIn, navigate]);
}

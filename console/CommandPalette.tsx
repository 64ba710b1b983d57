import { Box, Dialog, InputBase, List, ListItemButton, ListItemText, ListSubheader, Typography } from '@mui/material';
import { type KeyboardEvent, useEffect, useState } from 'react';
import { useNavigate } from 'react-router-dom';
import { type Found, usePaletteSearch } from './usePaletteSearch.js';

const OPEN = 'purser:open-palette';
export const openCommandPalette = () => window.dispatchEvent(new Event(OPEN));

/** Ctrl/Cmd+K anywhere, or `/` outside of a field: pages, people, workspaces and stores by name. */
export function CommandPalette() {
  const [open, setOpen] = useState(false);
  const [query, setQuery] = useState('');
  const [at, setAt] = useState(0);
  const navigate = useNavigate();
  const groups = usePaletteSearch(query, open);
  const flat = groups.flatMap((group) => group.found);

  useEffect(() => {
    const show = () => {
      setQuery('');
      setAt(0);
      setOpen(true);
    };
    const onKey = (event: globalThis.KeyboardEvent) => {
      const typing = (event.target as HTMLElement).closest('input, textarea, [contenteditable="true"]');
      const chord = (event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'k';
      if (!chord && (event.key !== '/' || typing)) return;
      event.preventDefault();
      show();
    };
    window.addEventListener(OPEN, show);
    window.addEventListener('keydown', onKey);
    return () => {
      window.removeEventListener(OPEN, show);
      window.removeEventListener('keydown', onKey);
    };
  }, []);

  const go = (found: Found | undefined) => {
    if (!found) return;
    setOpen(false);
    navigate(found.to);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && flat.length > 0) {
      event.preventDefault();
      setAt((current) => (current + step + flat.length) % flat.length);
    } else if (event.key === 'Enter') {
      event.preventDefault();
      go(flat[at]);
    }
  };

  return (
    <Dialog
      open={open}
      onClose={() => setOpen(false)}
      fullWidth
      maxWidth="sm"
      aria-label="Search"
      slotProps={{ container: { sx: { alignItems: 'flex-start' } } }}
    >
      <Box sx={{ px: 2, py: 1.5, borderBottom: 1, borderColor: 'divider' }}>
        <InputBase
          autoFocus
          fullWidth
          placeholder="Search people, workspaces, stores and pages"
          value={query}
          onChange={(event) => {
            setQuery(event.target.value);
            setAt(0);
          }}
          onKeyDown={onKeyDown}
          inputProps={{
            role: 'combobox',
            'aria-label': 'Search people, workspaces, stores and pages',
            'aria-expanded': flat.length > 0,
            'aria-controls': 'palette-results',
            'aria-activedescendant': flat[at] ? `palette-${at}` : undefined,
          }}
        />
      </Box>
      <List id="palette-results" role="listbox" aria-label="Results" sx={{ maxHeight: 420, overflow: 'auto', py: 0 }}>
        {groups.map((group) => [
          <ListSubheader key={group.title} role="presentation">
            {group.title}
          </ListSubheader>,
          ...group.found.map((found) => {
            const index = flat.indexOf(found);
            return (
              <ListItemButton
                key={found.to}
                id={`palette-${index}`}
                role="option"
                aria-selected={index === at}
                selected={index === at}
                onClick={() => go(found)}
              >
                <ListItemText primary={found.label} secondary={found.detail} />
              </ListItemButton>
            );
          }),
        ])}
      </List>
      {flat.length === 0 ? (
        <Typography color="text.secondary" sx={{ p: 3 }}>
          Nothing matches “{query}”.
        </Typography>
      ) : null}
    </Dialog>
  );
}

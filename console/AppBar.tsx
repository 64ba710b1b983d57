import Search from '@mui/icons-material/SearchOutlined';
import { Box, Button, IconButton, Typography } from '@mui/material';
import { AppBar as AdminAppBar, TitlePortal } from 'react-admin';
import { openCommandPalette } from './CommandPalette.js';

/** The page's title is its one h1; everything else of the bar is a tool. */
export function AppBar() {
  return (
    <AdminAppBar color="inherit" elevation={0}>
      <Box sx={{ flex: 1, display: 'flex', alignItems: 'center', minWidth: 0 }}>
        <TitlePortal component="h1" variant="h6" tabIndex={-1} sx={{ outline: 'none' }} />
      </Box>
      <Button
        onClick={openCommandPalette}
        startIcon={<Search />}
        variant="outlined"
        color="inherit"
        sx={{ display: { xs: 'none', md: 'inline-flex' }, mr: 1, borderColor: 'divider', color: 'text.secondary' }}
      >
        Search
        <Typography component="kbd" variant="caption" sx={{ ml: 2, fontFamily: 'inherit' }}>
          Ctrl K
        </Typography>
      </Button>
      <IconButton aria-label="Search" onClick={openCommandPalette} sx={{ display: { md: 'none' } }} color="inherit">
        <Search />
      </IconButton>
    </AdminAppBar>
  );
}

import { Box } from '@mui/material';
import type { ReactNode } from 'react';
import { Layout as AdminLayout } from 'react-admin';
import { AppBar } from './AppBar.js';
import { CommandPalette } from './CommandPalette.js';
import { IdleWarning } from './idle/IdleWarning.js';
import { Menu } from './Menu.js';
import { OfflineBanner } from './OfflineBanner.js';
import { PasswordAgain } from './password/PasswordAgain.js';
import { Sidebar } from './Sidebar.js';
import { useHeadingFocus } from './useHeadingFocus.js';
import { useSessionEnd } from './useSessionEnd.js';

export function Layout({ children }: { children: ReactNode }) {
  useHeadingFocus();
  useSessionEnd();
  return (
    <AdminLayout appBar={AppBar} menu={Menu} sidebar={Sidebar}>
      <OfflineBanner />
      <Box sx={{ maxWidth: 1440, width: '100%', minWidth: 0, px: { xs: 1, sm: 2 } }}>{children}</Box>
      <CommandPalette />
      <PasswordAgain />
      <IdleWarning />
    </AdminLayout>
  );
}

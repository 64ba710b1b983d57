import { Box, CssBaseline, createTheme, ThemeProvider, useMediaQuery } from '@mui/material';
import { type ReactNode, useMemo } from 'react';
import { darkTheme, lightTheme } from './theme.js';

/** A page outside of react-admin, which brings the theme only together with the whole console. */
export function PlainPage({ children }: { children: ReactNode }) {
  const isDark = useMediaQuery('(prefers-color-scheme: dark)', { noSsr: true });
  const theme = useMemo(() => createTheme(isDark ? darkTheme : lightTheme), [isDark]);
  return (
    <ThemeProvider theme={theme}>
      <CssBaseline />
      <Box component="main" sx={{ maxWidth: 560, mx: 'auto', mt: { xs: 4, sm: 12 }, px: 2 }}>
        {children}
      </Box>
    </ThemeProvider>
  );
}

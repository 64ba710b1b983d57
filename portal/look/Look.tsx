import CssBaseline from '@mui/material/CssBaseline';
import { createTheme, ThemeProvider } from '@mui/material/styles';
import type { ThemeChoice } from '@purser/kit/portal/portal';
import { createContext, type ReactNode, useContext, useEffect, useMemo, useState, useSyncExternalStore } from 'react';
import { themeOptions } from '../../theme/theme.js';

const STORED = 'purser:theme';
const darkDevice = '(prefers-color-scheme: dark)';
const themes = { light: createTheme(themeOptions('light')), dark: createTheme(themeOptions('dark')) };

interface LookChoice {
  readonly theme: ThemeChoice;
  readonly chooseTheme: (theme: ThemeChoice) => void;
}

const LookContext = createContext<LookChoice | null>(null);

export function useLook(): LookChoice {
  const look = useContext(LookContext);
  if (!look) throw new Error('useLook stands outside of Look.');
  return look;
}

/** Light or dark: what the person chose on this device, else what the device says. */
export function Look({ children }: { readonly children: ReactNode }) {
  const [theme, setTheme] = useState<ThemeChoice>(storedTheme);
  const deviceIsDark = useSyncExternalStore(
    (listener) => {
      const query = matchMedia(darkDevice);
      query.addEventListener('change', listener);
      return () => query.removeEventListener('change', listener);
    },
    () => matchMedia(darkDevice).matches,
  );
  const mode = theme === 'system' ? (deviceIsDark ? 'dark' : 'light') : theme;

  useEffect(() => {
    document.documentElement.style.colorScheme = mode;
    document.documentElement.style.background = themes[mode].palette.background.default;
  }, [mode]);

  const choice = useMemo(
    () => ({
      theme,
      chooseTheme: (chosen: ThemeChoice) => {
        storeTheme(chosen);
        setTheme(chosen);
      },
    }),
    [theme],
  );
  return (
    <ThemeProvider theme={themes[mode]}>
      <CssBaseline />
      <LookContext value={choice}>{children}</LookContext>
    </ThemeProvider>
  );
}

function storedTheme(): ThemeChoice {
  try {
    const stored = localStorage.getItem(STORED);
    return stored === 'light' || stored === 'dark' ? stored : 'system';
  } catch {
    return 'system';
  }
}

function storeTheme(theme: ThemeChoice): void {
  try {
    if (theme === 'system') localStorage.removeItem(STORED);
    else localStorage.setItem(STORED, theme);
  } catch {
    // Blocked storage: the choice holds until the page is closed.
  }
}

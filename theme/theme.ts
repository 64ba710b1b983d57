import type { PaletteColorOptions, ThemeOptions } from '@mui/material/styles';
import { componentsFor } from './components.js';
import { colours, type Mode, type Tone } from './palette.js';

const systemFonts = [
  'system-ui',
  '-apple-system',
  '"Segoe UI"',
  'Roboto',
  '"Helvetica Neue"',
  '"Noto Sans"',
  'Arial',
  'sans-serif',
].join(',');

/**
 * The one look of portal and console. Plain options, so that react-admin can add its own defaults and a plugin's tests
 * can build it; the portal calls `createTheme(themeOptions(mode))`.
 */
export function themeOptions(mode: Mode): ThemeOptions {
  const c = colours[mode];
  return {
    palette: {
      mode,
      primary: paint(c.primary),
      secondary: paint(c.secondary),
      success: paint(c.success),
      info: paint(c.info),
      warning: paint(c.warning),
      error: paint(c.error),
      text: { primary: c.text, secondary: c.quietText },
      background: { default: c.page, paper: c.surface },
      divider: c.line,
      action: { hover: c.hover, selected: c.selected, active: c.quietText },
    },
    shape: { borderRadius: 8 },
    typography: {
      fontFamily: systemFonts,
      fontWeightMedium: 600,
      h1: { fontSize: '1.75rem', lineHeight: 1.25, fontWeight: 650, letterSpacing: '-0.015em' },
      h2: { fontSize: '1.25rem', lineHeight: 1.35, fontWeight: 650, letterSpacing: '-0.01em' },
      h3: { fontSize: '1.0625rem', lineHeight: 1.4, fontWeight: 650 },
      h4: { fontSize: '1.75rem', lineHeight: 1.25, fontWeight: 650, letterSpacing: '-0.015em' },
      h5: { fontSize: '1.375rem', lineHeight: 1.3, fontWeight: 650, letterSpacing: '-0.01em' },
      h6: { fontSize: '1.125rem', lineHeight: 1.4, fontWeight: 650 },
      subtitle1: { fontWeight: 600 },
      body1: { fontSize: '1rem', lineHeight: 1.55 },
      body2: { fontSize: '0.9rem', lineHeight: 1.5 },
      caption: { fontSize: '0.8125rem', lineHeight: 1.45 },
      button: { textTransform: 'none', fontWeight: 600 },
    },
    components: componentsFor(c),
  };
}

function paint(tone: Tone): PaletteColorOptions {
  return { main: tone.main, dark: tone.strong, light: tone.wash, contrastText: tone.on };
}

import type { ThemeOptions } from '@mui/material/styles';
import type { Colours } from './palette.js';

/** How the parts of MUI look in Purser: flat surfaces, visible edges, one focus ring, no movement that nobody asked for. */
export function componentsFor(c: Colours): NonNullable<ThemeOptions['components']> {
  const ring = { outline: `3px solid ${c.focus}`, outlineOffset: 2 };
  const tones = {
    success: c.success,
    info: c.info,
    warning: c.warning,
    error: c.error,
  };
  // Beside the words a button takes a third of each narrow line, so there it goes below them. The cross that closes stays.
  const actionBelow = {
    '&:has(.MuiAlert-action .MuiButton-root)': {
      flexWrap: 'wrap',
      '& .MuiAlert-message': { flex: '999 1 min(280px, calc(100% - 34px))', minWidth: 0 },
      '& .MuiAlert-action': { flex: '1 0 auto', whiteSpace: 'nowrap', marginLeft: 0, padding: '4px 0 0 22px' },
    },
  };
  return {
    MuiCssBaseline: {
      styleOverrides: {
        // What takes the focus is not scrolled to a place under the top bar.
        html: { scrollPaddingBlock: '88px 24px' },
        body: { overflowWrap: 'break-word' },
        ':focus-visible': ring,
        // A heading takes the focus so that screen readers start there; it is not a control.
        'h1:focus, h1:focus-visible': { outline: 'none' },
        '@media (prefers-reduced-motion: reduce)': {
          '*, *::before, *::after': {
            animationDuration: '0.01ms !important',
            animationIterationCount: '1 !important',
            transitionDuration: '0.01ms !important',
            scrollBehavior: 'auto !important',
          },
        },
      },
    },
    MuiButtonBase: {
      defaultProps: { disableRipple: true },
      styleOverrides: { root: { '&.Mui-focusVisible': ring } },
    },
    MuiButton: {
      defaultProps: { disableElevation: true },
      styleOverrides: {
        // A link that looks like a button does not centre its lines by itself.
        root: { minHeight: 40, paddingInline: 16, lineHeight: 1.3, textAlign: 'center' },
        sizeSmall: { minHeight: 32, paddingInline: 12 },
        sizeLarge: { minHeight: 48, paddingInline: 22, fontSize: '1rem' },
        outlined: { borderColor: c.edge },
      },
    },
    MuiIconButton: { styleOverrides: { root: { borderRadius: 8 }, sizeSmall: { minWidth: 32, minHeight: 32 } } },
    MuiPaper: { styleOverrides: { root: { backgroundImage: 'none' }, outlined: { borderColor: c.line } } },
    MuiCard: { defaultProps: { variant: 'outlined' }, styleOverrides: { root: { borderRadius: 12 } } },
    MuiAppBar: {
      defaultProps: { elevation: 0, color: 'inherit' },
      styleOverrides: { root: { backgroundColor: c.surface, color: c.text, borderBottom: `1px solid ${c.line}` } },
    },
    MuiLink: {
      styleOverrides: { root: { textDecorationColor: 'currentColor', textUnderlineOffset: 3, borderRadius: 2 } },
    },
    MuiOutlinedInput: {
      styleOverrides: {
        root: {
          backgroundColor: c.surface,
          '& .MuiOutlinedInput-notchedOutline': { borderColor: c.edge },
          '& input::placeholder, & textarea::placeholder': { color: c.quietText, opacity: 1 },
          // The field's own ring replaces the browser's, which would sit inside of the border.
          '& input:focus-visible, & textarea:focus-visible, & .MuiSelect-select:focus-visible': { outline: 'none' },
          '&.Mui-focused .MuiOutlinedInput-notchedOutline': { borderColor: c.focus, borderWidth: 2 },
        },
      },
    },
    MuiFormLabel: {
      styleOverrides: { root: { color: c.quietText, '&.Mui-focused:not(.Mui-error)': { color: c.focus } } },
    },
    MuiInputLabel: { styleOverrides: { root: { '&.Mui-focused:not(.Mui-error)': { color: c.focus } } } },
    MuiFormHelperText: { styleOverrides: { root: { marginInline: 2, fontSize: '0.8125rem' } } },
    MuiCheckbox: {
      styleOverrides: { root: { color: c.edge } },
      defaultProps: {
        // A name belongs to the box itself; as a property of the whole it would land on a span without a role.
        slotProps: {
          root: { 'aria-label': undefined },
          input: (box) => ({ 'aria-label': (box as { 'aria-label'?: string })['aria-label'] }),
        },
      },
    },
    MuiRadio: { styleOverrides: { root: { color: c.edge } } },
    MuiAlert: {
      styleOverrides: {
        root: ({ ownerState }) => {
          const tone = tones[ownerState.severity ?? 'success'];
          if ((ownerState.variant ?? 'standard') !== 'standard') return actionBelow;
          return {
            ...actionBelow,
            backgroundColor: tone.wash,
            color: tone.ink,
            border: `1px solid ${tone.main}33`,
            '& .MuiAlert-icon': { color: tone.ink, opacity: 1 },
            '& a': { color: 'inherit' },
          };
        },
        message: { lineHeight: 1.5 },
      },
    },
    MuiChip: { styleOverrides: { root: { fontWeight: 500 }, outlined: { borderColor: c.edge } } },
    MuiTooltip: {
      defaultProps: { enterDelay: 400 },
      styleOverrides: { tooltip: { backgroundColor: c.text, color: c.page, fontSize: '0.8125rem' } },
    },
    MuiMenu: { defaultProps: { elevation: 3 }, styleOverrides: { paper: { border: `1px solid ${c.line}` } } },
    MuiMenuItem: { styleOverrides: { root: { minHeight: 40 } } },
    MuiDialog: { styleOverrides: { paper: { borderRadius: 12, border: `1px solid ${c.line}` } } },
    MuiListItemButton: { styleOverrides: { root: { borderRadius: 8 } } },
    MuiListItemIcon: { styleOverrides: { root: { minWidth: 36, color: 'inherit' } } },
    MuiTableCell: {
      styleOverrides: {
        root: { borderColor: c.line },
        head: { color: c.quietText, fontWeight: 600, backgroundColor: c.surface },
      },
    },
    MuiSkeleton: { defaultProps: { animation: 'wave' } },
    MuiLinearProgress: { styleOverrides: { root: { borderRadius: 4, height: 6 } } },
  };
}

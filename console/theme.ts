import { NoMatch } from '@purser/kit/console/ui/NoMatch';
import { createElement } from 'react';
import { defaultDarkTheme, defaultLightTheme, type RaThemeOptions } from 'react-admin';
import { colours, type Mode } from '../theme/palette.js';
import { themeOptions } from '../theme/theme.js';

/** Purser's look, with the few places where react-admin's own parts need a word. */
function consoleTheme(mode: Mode): RaThemeOptions {
  const base = mode === 'dark' ? defaultDarkTheme : defaultLightTheme;
  const ours = themeOptions(mode);
  const c = colours[mode];
  return {
    ...ours,
    sidebar: { width: 220, closedWidth: 56 },
    components: {
      ...base.components,
      ...ours.components,
      MuiTextField: {
        ...ours.components?.MuiTextField,
        defaultProps: { variant: 'outlined', size: 'small', margin: 'dense' },
      },
      MuiFormControl: { defaultProps: { variant: 'outlined', size: 'small', margin: 'dense' } },
      MuiCssBaseline: {
        styleOverrides: {
          ...(ours.components?.MuiCssBaseline?.styleOverrides as object),
          'main a:not([class])': { color: c.primary.main },
        },
      },
      MuiCircularProgress: { defaultProps: { 'aria-label': 'Loading' } },
      // A wide table scrolls in its own card; the page never scrolls sideways.
      RaLayout: {
        styleOverrides: {
          root: {
            minWidth: 0,
            '& .RaLayout-appFrame, & .RaLayout-contentWithSidebar, & .RaLayout-content': { minWidth: 0 },
          },
        },
      },
      RaList: {
        styleOverrides: {
          root: { minWidth: 0, '& .RaList-main': { minWidth: 0 }, '& .RaList-content': { overflowX: 'auto' } },
        },
      },
      RaShow: {
        styleOverrides: {
          root: { '& .RaShow-main': { minWidth: 0 }, '& .RaShow-card': { minWidth: 0, overflowX: 'auto' } },
        },
      },
      RaAppBar: { styleOverrides: { root: { borderBottom: `1px solid ${c.line}`, backgroundColor: c.surface } } },
      // On small screens it is a layer over the whole page, which has to be seen through it.
      RaSidebar: {
        styleOverrides: {
          root: { '&.MuiDrawer-docked': { borderRight: `1px solid ${c.line}`, backgroundColor: c.surface } },
        },
      },
      RaMenuItemLink: {
        styleOverrides: {
          root: {
            color: c.quietText,
            '&.RaMenuItemLink-active': { color: c.primary.ink, backgroundColor: c.selected, fontWeight: 600 },
          },
        },
      },
      // On small screens these would be a white patch on the page.
      RaTopToolbar: { styleOverrides: { root: { '&&': { backgroundColor: 'transparent', alignItems: 'center' } } } },
      RaListToolbar: { styleOverrides: { root: { '&&': { backgroundColor: 'transparent' } } } },
      // Above the rows and not over them: the card that a wide table scrolls in would cut it off.
      RaBulkActionsToolbar: {
        styleOverrides: {
          root: {
            '& .RaBulkActionsToolbar-toolbar': {
              position: 'static',
              transform: 'none',
              height: 'auto',
              flexWrap: 'wrap',
              color: c.text,
              backgroundColor: c.selected,
            },
            '& .RaBulkActionsToolbar-toolbar.RaBulkActionsToolbar-collapsed': { height: 0, visibility: 'hidden' },
            '& .RaBulkActionsToolbar-topToolbar': { flexWrap: 'wrap' },
          },
        },
      },
      // Its own greys are those of a light page.
      RaPlaceholder: { styleOverrides: { root: { '&&': { backgroundColor: c.line } } } },
      RaToolbar: {
        styleOverrides: { root: { '&&': { backgroundColor: c.surface, borderTop: `1px solid ${c.line}` } } },
      },
      RaDataTable: { defaultProps: { empty: createElement(NoMatch) } },
      MuiTableCell: {
        styleOverrides: {
          ...ours.components?.MuiTableCell?.styleOverrides,
          // A phone has no room for the air between columns.
          sizeSmall: { '@media (max-width: 599.95px)': { paddingInline: 8 } },
        },
      },
      RaDatagrid: { styleOverrides: { root: { '& .RaDatagrid-headerCell': { fontWeight: 600 } } } },
    },
  } as RaThemeOptions;
}

export const lightTheme = consoleTheme('light');
export const darkTheme = consoleTheme('dark');

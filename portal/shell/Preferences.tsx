import Box from '@mui/material/Box';
import { useMessages } from '@purser/kit/portal/messages';
import { type PortalLocale, type ThemeChoice, usePortal } from '@purser/kit/portal/portal';
import { PlainSelect } from './PlainSelect.js';

/** Language and light, where there is no menu to hold them. */
export function Preferences({ label }: { readonly label: string }) {
  const t = useMessages('portal');
  const { locale, chooseLocale, theme, chooseTheme } = usePortal();
  return (
    <Box role="group" aria-label={label} sx={{ display: 'flex', gap: 2, flexWrap: 'wrap', justifyContent: 'center' }}>
      <PlainSelect<PortalLocale>
        label={t('language')}
        value={locale}
        onChoose={chooseLocale}
        options={[
          ['en', 'English'],
          ['de', 'Deutsch'],
        ]}
      />
      <PlainSelect<ThemeChoice>
        label={t('theme.label')}
        value={theme}
        onChoose={chooseTheme}
        options={[
          ['system', t('theme.system')],
          ['light', t('theme.light')],
          ['dark', t('theme.dark')],
        ]}
      />
    </Box>
  );
}

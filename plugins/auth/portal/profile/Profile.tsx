import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import { useMessages } from '@purser/kit/portal/messages';
import { type PortalLocale, type ThemeChoice, usePortal } from '@purser/kit/portal/portal';
import { ChoiceEntry } from '@purser/kit/portal/ui/ChoiceEntry';
import { PageHeading } from '@purser/kit/portal/ui/PageHeading';
import { Section } from '@purser/kit/portal/ui/Section';
import { DeleteAccount } from './DeleteAccount.js';
import { ProfileForm } from './ProfileForm.js';

export default function Profile() {
  const t = useMessages('auth');
  const { person, locale, chooseLocale, theme, chooseTheme } = usePortal();
  return (
    <>
      <PageHeading title={t('profile.title')} intro={t('profile.intro')} />
      <Section title={t('profile.you')}>
        {person ? <ProfileForm key={person.id} name={person.name} email={person.email} /> : null}
      </Section>
      <Section title={t('profile.look')} intro={t('profile.lookIntro')}>
        <Box sx={{ display: 'grid', gap: 2.5, gridTemplateColumns: { sm: '1fr 1fr' }, maxWidth: 560 }}>
          <ChoiceEntry<PortalLocale>
            label={t('profile.language')}
            value={locale}
            onChoose={chooseLocale}
            options={[
              ['en', 'English'],
              ['de', 'Deutsch'],
            ]}
          />
          <ChoiceEntry<ThemeChoice>
            label={t('profile.theme')}
            value={theme}
            onChoose={chooseTheme}
            options={[
              ['system', t('profile.themeSystem')],
              ['light', t('profile.themeLight')],
              ['dark', t('profile.themeDark')],
            ]}
          />
        </Box>
        <Typography variant="caption" color="textSecondary" component="p" sx={{ mt: 1.5 }}>
          {t('profile.where')}
        </Typography>
      </Section>
      {person ? <DeleteAccount email={person.email} /> : null}
    </>
  );
}

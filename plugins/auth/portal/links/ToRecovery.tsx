import CheckCircle from '@mui/icons-material/CheckCircleOutlined';
import Box from '@mui/material/Box';
import { useMessages } from '@purser/kit/portal/messages';
import { usePortal } from '@purser/kit/portal/portal';
import { PageHeading } from '@purser/kit/portal/ui/PageHeading';
import { PortalLink } from '@purser/kit/portal/ui/PortalLink';

/** What was not theirs is over; the mail with the way to a new password is on its way. */
export function ToRecovery({ title }: { readonly title: string }) {
  const t = useMessages('auth');
  const { offers, locale } = usePortal();
  return (
    <>
      <CheckCircle sx={{ fontSize: 44, color: 'success.main', mb: 1.5 }} aria-hidden />
      <PageHeading title={title} intro={t('links.recovery')} />
      <Box component="p" sx={{ m: 0, color: 'text.secondary' }}>
        {t('links.noRecoveryMail')}
      </Box>
      {offers.map(({ path, label }) => (
        <Box component="p" key={path} sx={{ mt: 1, mb: 0 }}>
          <PortalLink to={path}>{label[locale]}</PortalLink>
        </Box>
      ))}
    </>
  );
}

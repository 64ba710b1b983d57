import CheckCircle from '@mui/icons-material/CheckCircleOutlined';
import { useMessages } from '@purser/kit/portal/messages';
import { PageHeading } from '@purser/kit/portal/ui/PageHeading';
import { PortalButton } from '@purser/kit/portal/ui/PortalLink';

/** Signing in is a step of its own: who can read a mail has not proven more than that. */
export function Done() {
  const t = useMessages('reset');
  return (
    <>
      <CheckCircle sx={{ fontSize: 44, color: 'success.main', mb: 1.5 }} aria-hidden />
      <PageHeading title={t('done.title')} intro={t('done.intro')} />
      <PortalButton to="/sign-in" variant="contained" size="large" fullWidth>
        {t('done.signIn')}
      </PortalButton>
    </>
  );
}

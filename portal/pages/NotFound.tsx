import Explore from '@mui/icons-material/ExploreOffOutlined';
import { useMessages } from '@purser/kit/portal/messages';
import { PortalButton } from '@purser/kit/portal/ui/PortalLink';
import { StatusPage } from './StatusPage.js';

export function NotFound() {
  const t = useMessages('portal');
  return (
    <StatusPage icon={<Explore />} title={t('notFound.title')} text={t('notFound.text')}>
      <PortalButton to="/" variant="contained">
        {t('toStart')}
      </PortalButton>
    </StatusPage>
  );
}

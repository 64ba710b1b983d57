import Explore from '@mui/icons-material/ExploreOffOutlined';
import { useMessages } from '@purser/kit/portal/messages';
import { usePortal } from '@purser/kit/portal/portal';
import { PortalButton } from '@purser/kit/portal/ui/PortalLink';
import { StatusPage } from './StatusPage.js';

/** The same for one that does not exist and for one of other people. */
export function WorkspaceNotFound() {
  const t = useMessages('portal');
  const { person } = usePortal();
  return (
    <StatusPage
      icon={<Explore />}
      title={t('workspaceNotFound.title')}
      text={t('workspaceNotFound.text', { email: person?.email ?? '' })}
    >
      <PortalButton to="/" variant="contained">
        {t('toStart')}
      </PortalButton>
    </StatusPage>
  );
}

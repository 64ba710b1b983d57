import PersonOff from '@mui/icons-material/PersonOffOutlined';
import { useMessages } from '@purser/kit/portal/messages';
import { PortalButton } from '@purser/kit/portal/ui/PortalLink';
import { StatusPage } from './StatusPage.js';

/** While it was open, somebody removed the person or deleted the workspace. */
export function Removed({ name }: { readonly name: string }) {
  const t = useMessages('portal');
  return (
    <StatusPage icon={<PersonOff />} title={t('removed.title', { workspace: name })} text={t('removed.text')}>
      <PortalButton to="/" variant="contained">
        {t('toStart')}
      </PortalButton>
    </StatusPage>
  );
}

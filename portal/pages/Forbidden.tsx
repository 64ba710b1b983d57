import Lock from '@mui/icons-material/LockOutlined';
import { useMessages } from '@purser/kit/portal/messages';
import { usePortal, useWorkspace } from '@purser/kit/portal/portal';
import { PortalButton } from '@purser/kit/portal/ui/PortalLink';
import { workspacePath } from '../location/paths.js';
import { StatusPage } from './StatusPage.js';

/** Possible for others, so it is explained. */
export function Forbidden({ roles }: { readonly roles: readonly string[] }) {
  const t = useMessages('portal');
  const { locale } = usePortal();
  const workspace = useWorkspace();
  const named = new Intl.ListFormat(locale, { type: 'disjunction' }).format(roles.map((role) => t(`roles.${role}`)));
  return (
    <StatusPage
      icon={<Lock />}
      title={t('forbidden.title')}
      text={t('forbidden.text', { role: t(`roles.${workspace.role}`), roles: named, workspace: workspace.name })}
    >
      <PortalButton to={workspacePath(workspace.id)} variant="contained">
        {t('toWorkspace', { workspace: workspace.name })}
      </PortalButton>
    </StatusPage>
  );
}

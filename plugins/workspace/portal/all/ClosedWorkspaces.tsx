import Box from '@mui/material/Box';
import { useMessages } from '@purser/kit/portal/messages';
import { usePortal } from '@purser/kit/portal/portal';
import { PortalLink } from '@purser/kit/portal/ui/PortalLink';
import { Section } from '@purser/kit/portal/ui/Section';
import { useDeletedWorkspaces } from './useDeletedWorkspaces.js';

/** The way to what this device holds of workspaces that were closed while nobody looked. Nothing where it holds nothing. */
export function ClosedWorkspaces() {
  const t = useMessages('workspace');
  const { closedWorkspaces } = usePortal();
  const { rows: deleted } = useDeletedWorkspaces();
  const closed = closedWorkspaces.filter(({ id }) => !deleted.some((row) => row.id === id));
  if (closed.length === 0) return null;
  return (
    <Section title={t('closed.title')} intro={t('closed.intro')}>
      <Box component="ul" sx={{ listStyle: 'none', m: 0, p: 0, display: 'grid', gap: 1 }}>
        {closed.map(({ id, name }) => (
          <li key={id}>
            <PortalLink to={`/w/${id}`}>{t('closed.look', { name })}</PortalLink>
          </li>
        ))}
      </Box>
    </Section>
  );
}

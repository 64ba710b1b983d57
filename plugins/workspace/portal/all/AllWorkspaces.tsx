import Add from '@mui/icons-material/AddOutlined';
import Box from '@mui/material/Box';
import Chip from '@mui/material/Chip';
import Skeleton from '@mui/material/Skeleton';
import Typography from '@mui/material/Typography';
import { useWorkspaces } from '@purser/client/react/workspaces';
import { useMessages } from '@purser/kit/portal/messages';
import { usePortal } from '@purser/kit/portal/portal';
import { EmptyState } from '@purser/kit/portal/ui/EmptyState';
import { Loaded } from '@purser/kit/portal/ui/Loaded';
import { PageHeading } from '@purser/kit/portal/ui/PageHeading';
import { PortalButton, PortalLink } from '@purser/kit/portal/ui/PortalLink';
import { Section } from '@purser/kit/portal/ui/Section';
import { WaitingInvitations } from '../invitations/WaitingInvitations.js';
import { JoinOffers } from '../join/JoinOffers.js';
import { ClosedWorkspaces } from './ClosedWorkspaces.js';
import { DeletedWorkspaces } from './DeletedWorkspaces.js';

/** Every workspace of this person, what waits for them, and what they can still bring back. */
export default function AllWorkspaces() {
  const t = useMessages('workspace');
  const { workspaces: shown } = usePortal();
  const { query, coming } = useWorkspaces();
  return (
    <>
      <PageHeading
        title={t('all.title')}
        intro={t('all.intro')}
        actions={
          <PortalButton to="/workspaces/new" variant="contained" startIcon={<Add />}>
            {t('switcher.create')}
          </PortalButton>
        }
      />
      <WaitingInvitations />
      <JoinOffers />
      <Section title={t('all.yours')}>
        <Loaded query={query} failed={t('all.failed')} skeleton={<Skeleton variant="rounded" height={120} />}>
          {(rows) =>
            shown.length + coming.length === 0 ? (
              <EmptyState title={t('switcher.none')}>{t('all.none')}</EmptyState>
            ) : (
              <Box component="ul" sx={{ listStyle: 'none', m: 0, p: 0 }}>
                {shown.map(({ id, name, role, suspended }) => {
                  const members = rows.find((row) => row.id === id)?.members;
                  return (
                    <Box component="li" key={id} sx={line}>
                      <Box sx={{ flex: 1, minWidth: 0 }}>
                        <PortalLink to={`/w/${id}`} sx={{ fontWeight: 600, overflowWrap: 'anywhere' }}>
                          {name}
                        </PortalLink>
                        <Typography component="p" variant="body2" color="textSecondary">
                          {members === undefined ? null : t('all.members', { count: members })}
                        </Typography>
                      </Box>
                      {suspended ? <Chip size="small" color="warning" label={t('all.suspended')} /> : null}
                      <Chip size="small" variant="outlined" label={t(`roles.${role}`)} />
                    </Box>
                  );
                })}
                {coming.map((name) => (
                  <Box component="li" key={name} sx={{ ...line, color: 'text.secondary' }} aria-busy>
                    {name} · {t('all.coming')}
                  </Box>
                ))}
              </Box>
            )
          }
        </Loaded>
      </Section>
      <DeletedWorkspaces />
      <ClosedWorkspaces />
    </>
  );
}

const line = {
  display: 'flex',
  alignItems: 'center',
  gap: 1.5,
  py: 1.5,
  borderTop: 1,
  borderColor: 'divider',
  '&:first-of-type': { borderTop: 0, pt: 0 },
  '&:last-of-type': { pb: 0 },
} as const;

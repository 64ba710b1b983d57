import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Skeleton from '@mui/material/Skeleton';
import Typography from '@mui/material/Typography';
import { useInvitations } from '@purser/client/react/workspaces';
import { useMessages } from '@purser/kit/portal/messages';
import { useWorkspace } from '@purser/kit/portal/portal';
import { Loaded } from '@purser/kit/portal/ui/Loaded';
import { Section } from '@purser/kit/portal/ui/Section';
import { useState } from 'react';
import { InvitationRow } from './InvitationRow.js';
import { InviteForm } from './InviteForm.js';
import { LinkNotice, type NewLink } from './LinkNotice.js';

/** Invite somebody, and every invitation of this workspace with what became of it. */
export function InvitationsSection() {
  const t = useMessages('workspace');
  const { id } = useWorkspace();
  const { query, invitations = [], invite, resend, revoke } = useInvitations(id);
  const [link, setLink] = useState<NewLink | null>(null);
  const [all, setAll] = useState(false);
  const open = invitations.filter(({ state }) => state === 'pending');
  const shown = all ? invitations : open;
  return (
    <>
      <Section title={t('invite.title')} intro={t('invite.intro')}>
        <InviteForm
          onInvite={async (values) => {
            const sent = await invite(values);
            setLink(sent && { email: sent.email, url: sent.link, mailed: values.mail !== false });
          }}
        />
        {link ? <LinkNotice key={link.url} link={link} onClose={() => setLink(null)} /> : null}
      </Section>
      <Section
        title={t('invitations.title')}
        intro={t('invitations.intro')}
        action={
          invitations.length > open.length ? (
            <Button
              size="small"
              variant={all ? 'contained' : 'outlined'}
              onClick={() => setAll(!all)}
              aria-pressed={all}
              sx={{ flex: 'none' }}
            >
              {t('invitations.answeredToo')}
            </Button>
          ) : null
        }
      >
        <Loaded query={query} failed={t('invitations.failed')} skeleton={<Skeleton variant="rounded" height={72} />}>
          {() =>
            shown.length === 0 ? (
              <Typography color="textSecondary">{t('invitations.none')}</Typography>
            ) : (
              <Box component="ul" sx={{ listStyle: 'none', m: 0, p: 0 }}>
                {shown.map((invitation) => (
                  <InvitationRow
                    key={invitation.id}
                    invitation={invitation}
                    onResend={async () => {
                      const sent = await resend(invitation);
                      setLink({ email: sent.email, url: sent.link, mailed: true });
                    }}
                    onRevoke={() => revoke(invitation)}
                  />
                ))}
              </Box>
            )
          }
        </Loaded>
        {query.hasNextPage ? (
          <Button onClick={() => void query.fetchNextPage()} loading={query.isFetchingNextPage}>
            {t('members.more')}
          </Button>
        ) : null}
      </Section>
    </>
  );
}

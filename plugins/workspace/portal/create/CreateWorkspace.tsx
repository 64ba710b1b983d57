import Box from '@mui/material/Box';
import Card from '@mui/material/Card';
import { useWorkspaces } from '@purser/client/react/workspaces';
import { useMessages } from '@purser/kit/portal/messages';
import { usePortal } from '@purser/kit/portal/portal';
import { useProblemReader } from '@purser/kit/portal/problems';
import { ErrorState } from '@purser/kit/portal/ui/ErrorState';
import { PageHeading } from '@purser/kit/portal/ui/PageHeading';
import { PortalButton } from '@purser/kit/portal/ui/PortalLink';
import { SubmitButton } from '@purser/kit/portal/ui/SubmitButton';
import { TextEntry } from '@purser/kit/portal/ui/TextEntry';
import { useDraft } from '@purser/kit/portal/useDraft';
import { useSubmit } from '@purser/kit/portal/useSubmit';
import { useState } from 'react';
import { WaitingInvitations } from '../invitations/WaitingInvitations.js';
import { JoinOffers } from '../join/JoinOffers.js';

/** The first one after signing up, and every further one. */
export default function CreateWorkspace() {
  const t = useMessages('workspace');
  const { person, workspaces, navigate, refreshPerson } = usePortal();
  const { create } = useWorkspaces();
  const draft = useDraft('workspace.create', '');
  const [tried, setTried] = useState(false);
  const first = workspaces.length === 0;
  const { run, busy, error } = useSubmit(async () => {
    const made = await create(draft.value.trim());
    draft.forget();
    await refreshPerson();
    navigate(`/w/${made.id}`);
  });
  const { fields, code } = useProblemReader('workspace')(error);
  const missing = draft.value.trim() === '';
  const nameProblem = fields.name ?? (code === 'name_taken' ? t('problems.name_taken') : undefined);
  const given = person?.name.split(' ')[0];

  return (
    <Box sx={{ maxWidth: 560, mx: { xs: 0, md: 'auto' }, py: { md: 3 } }}>
      <PageHeading
        title={first ? t('create.firstTitle', { name: given ?? '' }) : t('create.title')}
        intro={t(first ? 'create.firstIntro' : 'create.intro')}
      />
      {first ? <WaitingInvitations /> : null}
      {first ? <JoinOffers /> : null}
      <Card sx={{ p: { xs: 2.5, sm: 3 } }}>
        <Box
          component="form"
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            setTried(true);
            if (!missing) void run();
          }}
          sx={{ display: 'grid', gap: 2.5 }}
        >
          <TextEntry
            label={t('create.name')}
            name="name"
            value={draft.value}
            onChange={(event) => draft.change(event.target.value)}
            autoComplete="off"
            placeholder={t('create.example')}
            hint={t('create.nameHint')}
            problem={tried && missing ? t('create.nameMissing') : nameProblem}
          />
          {error && !nameProblem ? <ErrorState error={error} plugin="workspace" /> : null}
          <Box sx={{ display: 'flex', gap: 1.5, flexWrap: 'wrap' }}>
            <SubmitButton busy={busy}>{t('create.action')}</SubmitButton>
            {first ? null : (
              <PortalButton to="/" color="inherit">
                {t('create.cancel')}
              </PortalButton>
            )}
          </Box>
        </Box>
      </Card>
    </Box>
  );
}

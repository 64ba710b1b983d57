import Delete from '@mui/icons-material/DeleteOutlined';
import Explore from '@mui/icons-material/ExploreOffOutlined';
import PersonOff from '@mui/icons-material/PersonOffOutlined';
import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { endingOf, forgetEnding } from '@purser/client/react/workspace-rows';
import { useMessages } from '@purser/kit/portal/messages';
import { usePortal } from '@purser/kit/portal/portal';
import { PageHeading } from '@purser/kit/portal/ui/PageHeading';
import { PortalButton } from '@purser/kit/portal/ui/PortalLink';
import { useSubmit } from '@purser/kit/portal/useSubmit';
import { useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useEffect, useState } from 'react';
import { BringBackRefused } from '../all/BringBackRefused.js';
import { useDeletedWorkspaces } from '../all/useDeletedWorkspaces.js';

export interface EndedProps {
  readonly workspaceId: string;
  /** Empty when it was not open here before: whether it exists is then nobody's to know. */
  readonly workspaceName: string;
  /** What this device still holds of it. */
  readonly children?: ReactNode;
}

/** Why this workspace is not open, what is safe, and where to go. Its data is not shown. */
export function Ended({ workspaceId, workspaceName, children }: EndedProps) {
  const t = useMessages('workspace');
  const { person } = usePortal();
  const queries = useQueryClient();
  // Read once: what is heard later of a workspace that is gone is no news.
  const [why] = useState(() => (workspaceName === '' ? null : endingOf(queries, workspaceId)));
  useEffect(() => forgetEnding(queries, workspaceId), [queries, workspaceId]);
  const deleted = useDeletedWorkspaces();
  const own = deleted.rows.find(({ id }) => id === workspaceId);
  const { run, busy, error } = useSubmit(async () => own && deleted.bringBack(own));
  const kind = own || why === 'deleted' ? 'deleted' : (why ?? (workspaceName === '' ? 'notOpen' : 'gone'));
  const values = { workspace: own?.name ?? workspaceName, email: person?.email ?? '' };
  return (
    <Box sx={{ maxWidth: 600, py: { xs: 2, md: 4 } }}>
      <Box aria-hidden sx={{ ...circle, mb: 2.5 }}>
        {kind === 'notOpen' ? <Explore /> : kind === 'deleted' ? <Delete /> : <PersonOff />}
      </Box>
      <PageHeading title={t(`ended.${kind}.title`, values)} intro={t(`ended.${kind}.text`, values)} />
      {own ? (
        <Alert severity="info" sx={{ mb: 3 }}>
          {t('deleted.until', { date: deleted.dateOf(own) })}
        </Alert>
      ) : null}
      {error ? (
        <Box sx={{ mb: 3 }}>
          <BringBackRefused error={error} />
        </Box>
      ) : null}
      {children}
      <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1.5 }}>
        {own ? (
          <Button variant="contained" loading={busy} onClick={() => void run()}>
            {t('deleted.bringBack')}
          </Button>
        ) : null}
        <PortalButton to="/workspaces" variant={own ? 'outlined' : 'contained'}>
          {t('ended.toAll')}
        </PortalButton>
      </Box>
    </Box>
  );
}

const circle = {
  width: 56,
  height: 56,
  borderRadius: '50%',
  display: 'grid',
  placeItems: 'center',
  bgcolor: 'primary.light',
  color: 'primary.main',
  '& svg': { fontSize: 28 },
} as const;

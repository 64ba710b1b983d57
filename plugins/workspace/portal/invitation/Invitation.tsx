import Skeleton from '@mui/material/Skeleton';
import { useMessages } from '@purser/kit/portal/messages';
import { usePortal } from '@purser/kit/portal/portal';
import { useProblemReader } from '@purser/kit/portal/problems';
import { ErrorState } from '@purser/kit/portal/ui/ErrorState';
import { Later } from '@purser/kit/portal/ui/Later';
import { PageHeading } from '@purser/kit/portal/ui/PageHeading';
import { useLinkToken } from '@purser/kit/portal/useLinkToken';
import { useCallback, useEffect, useState } from 'react';
import type { InvitationPreview } from '../../records.js';
import { heldInvitation, holdInvitation } from './heldInvitation.js';
import { InvitationAnswer } from './InvitationAnswer.js';
import { InvitationOver } from './InvitationOver.js';

/** Behind the link of an invitation. Opening it shows what it is and spends nothing. */
export default function Invitation() {
  const linked = useLinkToken();
  const token = linked ?? heldInvitation();
  useEffect(() => {
    if (linked) holdInvitation(linked);
  }, [linked]);
  return token ? <Preview key={token} token={token} /> : <InvitationOver why="noLink" />;
}

function Preview({ token }: { readonly token: string }) {
  const t = useMessages('workspace');
  const { publicApi } = usePortal();
  const read = useProblemReader('workspace');
  const [preview, setPreview] = useState<InvitationPreview | null>(null);
  const [error, setError] = useState<unknown>(null);
  const load = useCallback(() => {
    setError(null);
    publicApi.post<InvitationPreview>('/api/invitations/preview', { token }).then(setPreview, setError);
  }, [publicApi, token]);
  useEffect(load, [load]);

  if (preview?.state === 'pending') return <InvitationAnswer token={token} preview={preview} />;
  if (preview) return <InvitationOver why={preview.state} preview={preview} onRetry={load} />;
  if (read(error).code === 'invitation_not_found') return <InvitationOver why="unknown" />;
  if (error)
    return (
      <>
        <PageHeading title={t('invitation.title')} />
        <ErrorState error={error} plugin="workspace" onRetry={load} />
      </>
    );
  return (
    <Later>
      <Skeleton variant="text" width="70%" height={44} />
      <Skeleton variant="rounded" height={140} />
    </Later>
  );
}

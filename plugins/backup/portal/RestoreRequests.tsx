/** An owner asks for the workspace as it was, and sees what became of it. */
import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Skeleton from '@mui/material/Skeleton';
import Typography from '@mui/material/Typography';
import { useMessages } from '@purser/kit/portal/messages';
import { usePortal, useWorkspace, writtenAs } from '@purser/kit/portal/portal';
import { ErrorState } from '@purser/kit/portal/ui/ErrorState';
import { Loaded } from '@purser/kit/portal/ui/Loaded';
import { Section } from '@purser/kit/portal/ui/Section';
import { useSubmit } from '@purser/kit/portal/useSubmit';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { RestoreMoment, RestoreRequest } from '../records.js';
import { AskForRestore } from './AskForRestore.js';

const FOLLOW_MS = 10_000;
const isOpen = ({ state }: RestoreRequest) => state === 'requested' || state === 'approved';

export interface RestoreRequestsProps {
  /** How many exports are ready, each of which is a moment to come back to; undefined while that is not known. */
  readonly exported: number | undefined;
}

export function RestoreRequests({ exported }: RestoreRequestsProps) {
  const t = useMessages('backup');
  const { api, online } = usePortal();
  const { id } = useWorkspace();
  const queries = useQueryClient();
  const [asking, setAsking] = useState(false);
  const queryKey = ['restore-requests', id];
  const query = useQuery({
    queryKey,
    queryFn: ({ signal }) => api.get<RestoreRequest[]>(`/api/workspaces/${id}/restore-requests`, { signal }),
    refetchInterval: ({ state }) => (state.data?.some(isOpen) ? FOLLOW_MS : false),
  });
  const moments = useQuery({
    queryKey: ['restore-moments', id, exported],
    queryFn: ({ signal }) => api.get<RestoreMoment[]>(`/api/workspaces/${id}/restore-moments`, { signal }),
    enabled: exported !== undefined,
    // Those of this workspace, until one more is known.
    placeholderData: (before: RestoreMoment[] | undefined, from) => (from?.queryKey[1] === id ? before : undefined),
  });
  const again = () => queries.invalidateQueries({ queryKey });
  const waits = query.data?.some(isOpen) ?? true;
  const has = (moments.data?.length ?? 0) > 0;
  return (
    <Box sx={{ mt: 4 }}>
      <Section
        title={t('restore.title')}
        intro={t('restore.intro')}
        action={
          has && !waits ? (
            <Button
              variant="outlined"
              disabled={!online}
              onClick={() => setAsking(true)}
              sx={{ flexShrink: 0, alignSelf: { xs: 'stretch', sm: 'auto' } }}
            >
              {t('restore.ask')}
            </Button>
          ) : null
        }
      >
        <Loaded query={query} failed={t('restore.failedToLoad')} skeleton={<Skeleton variant="rounded" height={64} />}>
          {(requests) => (
            <>
              {moments.data && !has ? (
                <Typography color="text.secondary">{t('restore.noMoments')}</Typography>
              ) : requests.length === 0 ? (
                <Typography color="text.secondary">{t('restore.none')}</Typography>
              ) : null}
              <Box component="ul" sx={{ listStyle: 'none', m: 0, p: 0 }}>
                {requests.map((request) => (
                  <RequestRow key={request.id} request={request} onChange={again} />
                ))}
              </Box>
            </>
          )}
        </Loaded>
        {asking && moments.data ? (
          <AskForRestore moments={moments.data} onClose={() => setAsking(false)} onDone={again} />
        ) : null}
      </Section>
    </Box>
  );
}

function RequestRow({ request, onChange }: { readonly request: RestoreRequest; readonly onChange: () => unknown }) {
  const { id, state, asOf, requestedAt, reason, answer, restoredWorkspaceId } = request;
  const t = useMessages('backup');
  const { api, locale, online } = usePortal();
  const workspace = useWorkspace();
  const { run, busy, error } = useSubmit(async () => {
    await api.post(`/api/workspaces/${workspace.id}/restore-requests/${id}/withdraw`, {});
    await onChange();
  });
  const at = (moment: string) =>
    new Date(moment).toLocaleString(writtenAs[locale], { dateStyle: 'medium', timeStyle: 'short' });
  const isBeside = restoredWorkspaceId !== null && restoredWorkspaceId !== workspace.id;
  const words = state === 'done' && isBeside ? 'besides' : state;
  return (
    <Box
      component="li"
      sx={{ py: 2, borderTop: 1, borderColor: 'divider', '&:first-of-type': { borderTop: 0, pt: 0 } }}
    >
      <Box sx={{ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: 2 }}>
        <Box sx={{ flex: 1, minWidth: 200 }}>
          <Typography sx={{ fontWeight: 500 }}>{t('restore.asOf', { time: at(asOf) })}</Typography>
          <Typography variant="body2" color="text.secondary" role={isOpen(request) ? 'status' : undefined}>
            {t(`restore.states.${words}`)} · {t('restore.askedAt', { time: at(requestedAt) })}
          </Typography>
          <Typography variant="body2" sx={{ mt: 0.5, overflowWrap: 'anywhere' }}>
            {reason}
          </Typography>
        </Box>
        {state === 'requested' ? (
          <Button loading={busy} disabled={!online} onClick={() => void run()}>
            {t('restore.withdraw')}
          </Button>
        ) : null}
      </Box>
      {answer ? (
        <Alert severity="info" sx={{ mt: 1 }}>
          {t('restore.answer', { answer })}
        </Alert>
      ) : null}
      {error ? <ErrorState error={error} plugin="backup" /> : null}
    </Box>
  );
}

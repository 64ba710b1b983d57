import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Skeleton from '@mui/material/Skeleton';
import Typography from '@mui/material/Typography';
import { useSession } from '@purser/client/react/session-provider';
import { useMessages } from '@purser/kit/portal/messages';
import { usePortal } from '@purser/kit/portal/portal';
import { ConfirmDialog } from '@purser/kit/portal/ui/ConfirmDialog';
import { Loaded } from '@purser/kit/portal/ui/Loaded';
import { Section } from '@purser/kit/portal/ui/Section';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { OwnSessionRecord } from '../../records.js';
import { SessionRow } from './SessionRow.js';
import { sessionsKey } from './sessionsKey.js';

/** Every device that is signed in, and the way to end one or all others. */
export function Sessions() {
  const t = useMessages('auth');
  const { api, online } = usePortal();
  const { manager } = useSession();
  const queries = useQueryClient();
  const [ending, setEnding] = useState<OwnSessionRecord | 'others' | null>(null);
  const query = useQuery({
    queryKey: sessionsKey,
    queryFn: ({ signal }) => api.get<OwnSessionRecord[]>('/api/auth/sessions', { signal }),
  });

  const end = async () => {
    if (ending === 'others') await manager.logout(undefined, 'others');
    else if (ending) await api.delete(`/api/auth/sessions/${ending.id}`);
    await queries.invalidateQueries({ queryKey: sessionsKey });
  };
  const others = query.data?.filter(({ current }) => !current).length ?? 0;

  return (
    <Section
      title={t('security.sessionsTitle')}
      intro={t('security.sessionsIntro')}
      action={
        others > 0 ? (
          <Button
            variant="outlined"
            size="small"
            onClick={() => setEnding('others')}
            disabled={!online}
            sx={{ flex: 'none' }}
          >
            {t('security.endOthers')}
          </Button>
        ) : null
      }
    >
      <Loaded query={query} failed={t('security.sessionsFailed')} skeleton={<RowSkeletons />}>
        {(sessions) => (
          <Box component="ul" sx={{ listStyle: 'none', m: 0, p: 0 }}>
            {[...sessions]
              .sort((a, b) => Number(b.current) - Number(a.current) || b.lastSeenAt.localeCompare(a.lastSeenAt))
              .map((session) => (
                <SessionRow key={session.id} session={session} onEnd={() => setEnding(session)} />
              ))}
          </Box>
        )}
      </Loaded>
      {online ? null : (
        <Typography variant="body2" color="textSecondary" sx={{ mt: 2 }}>
          {t('security.offline')}
        </Typography>
      )}
      <ConfirmDialog
        open={ending !== null}
        plugin="auth"
        danger
        title={t(ending === 'others' ? 'security.endOthersTitle' : 'security.endOneTitle')}
        confirm={t(ending === 'others' ? 'security.endOthers' : 'security.end')}
        onConfirm={end}
        onClose={() => setEnding(null)}
      >
        {ending === 'others'
          ? t('security.endOthersText', { count: others })
          : t('security.endOneText', { device: ending?.device ?? '' })}
      </ConfirmDialog>
    </Section>
  );
}

function RowSkeletons() {
  return (
    <>
      {['first', 'second'].map((row) => (
        <Box key={row} sx={{ display: 'flex', gap: 2, alignItems: 'center', py: 1.25 }}>
          <Skeleton variant="circular" width={36} height={36} />
          <Box sx={{ flex: 1 }}>
            <Skeleton width="40%" />
            <Skeleton width="25%" />
          </Box>
        </Box>
      ))}
    </>
  );
}

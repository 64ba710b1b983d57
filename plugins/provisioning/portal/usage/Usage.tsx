import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Skeleton from '@mui/material/Skeleton';
import Typography from '@mui/material/Typography';
import { useMessages } from '@purser/kit/portal/messages';
import { usePortal, useWorkspace, writtenAs } from '@purser/kit/portal/portal';
import { Loaded } from '@purser/kit/portal/ui/Loaded';
import { Section } from '@purser/kit/portal/ui/Section';
import { useQuery } from '@tanstack/react-query';
import type { StoreUsage } from '../../records.js';
import { UsageBar } from './UsageBar.js';

const EVERY_MS = 10_000;
/** This device is about to connect. */
const SOON_MS = 2_000;

/** Part of a workspace's settings: how full it is, what happens when it is full, and what to do. */
export default function Usage() {
  const t = useMessages('provisioning');
  const { api, locale } = usePortal();
  const { id } = useWorkspace();
  const query = useQuery({
    queryKey: ['provisioning', 'usage', id],
    queryFn: ({ signal }) => api.get<StoreUsage>(`/api/workspaces/${id}/store/usage`, { signal }),
    refetchInterval: ({ state }) => (state.data?.connections.used === 0 ? SOON_MS : EVERY_MS),
  });
  const number = (value: number) => value.toLocaleString(writtenAs[locale]);
  const megabytes = (bytes: number) => (bytes / 1e6).toLocaleString(writtenAs[locale], { maximumFractionDigits: 1 });
  return (
    <Section title={t('usage.title')} intro={t('usage.intro')}>
      <Loaded query={query} failed={t('usage.failed')} skeleton={<Skeleton variant="rounded" height={132} />}>
        {(usage) => {
          const { warnAt, events, bytes, connections } = usage;
          return (
            <>
              <Box role="status">
                <Advice usage={usage} />
              </Box>
              <Box sx={{ display: 'grid', gap: 2.5 }}>
                <UsageBar label={t('usage.changes')} measured={events} warnAt={warnAt} write={number} />
                <UsageBar label={t('usage.data')} measured={bytes} warnAt={warnAt} write={megabytes} unit="MB" />
                <UsageBar label={t('usage.connections')} measured={connections} warnAt={warnAt} write={number} />
              </Box>
              <Typography variant="body2" color="textSecondary" sx={{ mt: 2.5, maxWidth: '64ch' }}>
                {t('usage.keeps')}
              </Typography>
            </>
          );
        }}
      </Loaded>
    </Section>
  );
}

function Advice({ usage: { level, stops, heldForQuota } }: { readonly usage: StoreUsage }) {
  const t = useMessages('provisioning');
  if (level === 'ok' && !heldForQuota) return null;
  const isFull = level === 'over' || heldForQuota;
  const then = heldForQuota ? 'readOnly' : stops ? 'stops' : 'goesOn';
  return (
    <Alert severity={isFull ? 'error' : 'warning'} sx={{ mb: 2.5 }}>
      {t(`usage.${isFull ? 'full' : 'nearlyFull'}.${then}`)} {t('usage.whatToDo')}
    </Alert>
  );
}

import { Alert, Skeleton, Stack, Typography } from '@mui/material';
import { Moment } from '@purser/kit/console/ui/Moment';
import { useGetList, useRecordContext } from 'react-admin';
import { ProbeStrip } from './ProbeStrip.js';

/** On the page of a store: what the last looks at it found. */
export function StoreProbes() {
  const store = useRecordContext();
  const { data, error, isPending } = useGetList(
    'probes',
    {
      filter: { subject: `store:${store?.id}` },
      sort: { field: 'at', order: 'DESC' },
      pagination: { page: 1, perPage: 50 },
    },
    { enabled: store !== undefined },
  );
  if (!store) return null;
  if (error) return <Alert severity="error">The probes of this store could not be read: {error.message}</Alert>;
  if (isPending) return <Skeleton height={64} variant="rounded" />;
  const newest = data[0];
  if (!newest) {
    return (
      <Typography color="text.secondary">
        Nobody has looked at this store yet. A few stores are opened each minute, one after the other over all there
        are.
      </Typography>
    );
  }
  return (
    <Stack spacing={2}>
      {store.degradedSince ? (
        <Alert severity="error">
          Degraded since <Moment at={store.degradedSince} />: {newest.error ?? store.degradedReason}
        </Alert>
      ) : null}
      <ProbeStrip name={`store ${store.id}`} strip={data.map(({ at, ok, step }) => ({ at, ok, step })).reverse()} />
      <Typography variant="body2" color="text.secondary">
        Last look <Moment at={newest.at} />; results are kept for a week.
      </Typography>
    </Stack>
  );
}

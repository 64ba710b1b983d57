import { Alert, Box, Paper, Skeleton, Typography } from '@mui/material';
import type { ConsoleDataProvider } from '@purser/kit/console/act';
import { LoadFailed } from '@purser/kit/console/ui/LoadFailed';
import { StatusChip } from '@purser/kit/console/ui/StatusChip';
import { useQuery } from '@tanstack/react-query';
import { useDataProvider } from 'react-admin';
import type { TargetsAnswer } from '../../records.js';

/** Whether the targets answer, and which keys there are. */
export function TargetsBox() {
  const dataProvider = useDataProvider<ConsoleDataProvider>();
  const { data, error, refetch } = useQuery({
    queryKey: ['backup-targets'],
    queryFn: () => dataProvider.read<TargetsAnswer>('console/backup-targets'),
    refetchInterval: 60_000,
  });
  return (
    <Paper variant="outlined" component="section" aria-label="Targets and keys" sx={{ p: 2, my: 2 }}>
      <Typography variant="h6" component="h2" gutterBottom>
        Targets and keys
      </Typography>
      {error ? <LoadFailed what="What is known of the targets" error={error} retry={() => void refetch()} /> : null}
      {data ? <Answered {...data} /> : error ? null : <Skeleton width={280} height={32} />}
    </Paper>
  );
}

function Answered({ targets, keys }: TargetsAnswer) {
  return (
    <>
      {targets.map(({ name, place, ok, error, ms, conditionalWrites }) => (
        <Box key={name} sx={{ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: 1, mb: 1 }}>
          <StatusChip label={ok ? `${name} answers in ${ms} ms` : `${name}: ${error}`} tone={ok ? 'good' : 'bad'} />
          <Typography variant="body2" color="text.secondary" sx={{ overflowWrap: 'anywhere' }}>
            {place}
            {ok && !conditionalWrites ? ' — it does not refuse a second write under a name' : ''}
          </Typography>
        </Box>
      ))}
      <Typography variant="body2">
        New backups are encrypted with the key <b>{keys.current}</b>
        {keys.all.length > 1 ? `; ${keys.all.slice(1).join(', ')} still open older ones` : ''}.
      </Typography>
      {keys.besideTheData ? (
        <Alert severity="warning" sx={{ mt: 1 }}>
          The key lies beside the data: who loses this machine loses every backup with it. Set BACKUP_KEYS and keep a
          copy elsewhere.
        </Alert>
      ) : null}
    </>
  );
}

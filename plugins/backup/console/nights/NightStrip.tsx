import { Box, Card, CardContent, Skeleton, Tooltip, Typography } from '@mui/material';
import type { ConsoleDataProvider } from '@purser/kit/console/act';
import { useQuery } from '@tanstack/react-query';
import { useDataProvider } from 'react-admin';
import { Link } from 'react-router-dom';
import type { Night, NightState, Nights } from '../../records.js';

const look: Record<NightState, { sign: string; words: string; color: string }> = {
  good: { sign: '✓', words: 'verified and drilled', color: 'success.main' },
  unproven: { sign: '?', words: 'taken, not drilled', color: 'warning.main' },
  running: { sign: '…', words: 'at work', color: 'info.main' },
  missed: { sign: '–', words: 'missed', color: 'error.main' },
  failed: { sign: '✗', words: 'failed', color: 'error.main' },
  none: { sign: '', words: 'nothing was due', color: 'text.disabled' },
};

/** What became of the last fourteen nights, one square each; never by colour alone. */
export function NightStrip() {
  const dataProvider = useDataProvider<ConsoleDataProvider>();
  const { data, error } = useQuery({
    queryKey: ['backup-nights'],
    queryFn: () => dataProvider.read<Nights>('console/backup-nights'),
    refetchInterval: 60_000,
  });
  const bad = data?.nights.some(({ state }) => state === 'failed' || state === 'missed');
  return (
    <Card variant="outlined">
      <CardContent>
        <Typography color="text.secondary" variant="body2">
          Nights with a proven backup
        </Typography>
        <Typography variant="h4" component="p" color={bad ? 'error' : 'text.primary'} sx={{ mb: 1 }}>
          {data ? `${data.good} of ${data.of}` : error ? 'not known' : <Skeleton width={120} />}
        </Typography>
        <Box
          component="ol"
          aria-label="The last fourteen nights"
          sx={{ display: 'flex', flexWrap: 'wrap', gap: 0.5, p: 0, m: 0 }}
        >
          {data?.nights.map((night) => (
            <Square key={night.date} night={night} />
          ))}
        </Box>
      </CardContent>
    </Card>
  );
}

function Square({ night: { date, state, backupId } }: { night: Night }) {
  const { sign, words, color } = look[state];
  const label = `${date}: ${words}`;
  const square = {
    display: 'grid',
    placeItems: 'center',
    width: 28,
    height: 28,
    borderRadius: 1,
    border: 2,
    borderColor: color,
    color: 'text.primary',
    textDecoration: 'none',
    fontWeight: 600,
  };
  return (
    <Box component="li" sx={{ listStyle: 'none' }}>
      <Tooltip title={label}>
        {backupId ? (
          <Box component={Link} to={`/backups/${backupId}/show`} aria-label={label} sx={square}>
            {sign}
          </Box>
        ) : (
          <Box role="img" aria-label={label} sx={square}>
            {sign}
          </Box>
        )}
      </Tooltip>
    </Box>
  );
}

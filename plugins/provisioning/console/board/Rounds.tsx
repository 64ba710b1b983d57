import { Table, TableBody, TableCell, TableHead, TableRow, Typography } from '@mui/material';
import { notOnPhone } from '@purser/kit/console/columns';
import { Moment } from '@purser/kit/console/ui/Moment';
import { StatusChip, type Tone } from '@purser/kit/console/ui/StatusChip';
import { TwoLines } from '@purser/kit/console/ui/TwoLines';
import type { ReconcileRound } from '../../records.js';

const tones: Record<ReconcileRound['state'], Tone> = {
  running: 'working',
  done: 'good',
  failed: 'bad',
  abandoned: 'paused',
};
export function Rounds({ rounds }: { rounds: readonly ReconcileRound[] }) {
  if (rounds.length === 0) {
    return (
      <Typography color="text.secondary" sx={{ mt: 2 }}>
        No round was run yet. The first one comes within a minute of a worker's start.
      </Typography>
    );
  }
  return (
    <Table size="small" aria-label="Last rounds" sx={{ mt: 2, '& td, & th': { px: { xs: 1, sm: 2 } } }}>
      <TableHead>
        <TableRow>
          <TableCell>Round</TableCell>
          <TableCell>State</TableCell>
          <TableCell>Found</TableCell>
          <TableCell sx={notOnPhone}>Did</TableCell>
          <TableCell sx={notOnPhone}>Took</TableCell>
        </TableRow>
      </TableHead>
      <TableBody>
        {rounds.map(({ id, trigger, state, found, did, error, startedAt, durationMs }) => (
          <TableRow key={id}>
            <TableCell component="th" scope="row">
              <TwoLines
                first={<Moment at={startedAt} />}
                second={trigger === 'operator' ? 'by hand' : 'by schedule'}
                minWidth={90}
              />
            </TableCell>
            <TableCell>
              <StatusChip label={state} tone={tones[state]} />
            </TableCell>
            <TableCell sx={{ overflowWrap: error ? 'anywhere' : 'normal' }}>{error ?? counts(found)}</TableCell>
            <TableCell sx={notOnPhone}>{counts(did)}</TableCell>
            <TableCell sx={notOnPhone}>{durationMs === null ? '—' : `${Math.round(durationMs)} ms`}</TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}

function counts(of: Readonly<Record<string, number | undefined>>): string {
  const said = Object.entries(of).flatMap(([what, n]) => (n ? [`${n} ${what}`] : []));
  return said.join(', ') || 'nothing';
}

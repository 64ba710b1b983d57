import { Table, TableBody, TableCell, TableHead, TableRow, Typography } from '@mui/material';
import { StatusChip, type Tone } from '@purser/kit/console/ui/StatusChip';
import { TwoLines } from '@purser/kit/console/ui/TwoLines';
import { useRecordContext } from 'react-admin';
import type { AttemptState } from '../../records.js';
import { historyOf } from './history.js';

const tones: Record<AttemptState, Tone> = {
  running: 'working',
  done: 'good',
  failed: 'bad',
  abandoned: 'paused',
  undone: 'paused',
};

const wide = { display: { xs: 'none', sm: 'table-cell' } };

/** Every phase and step of a store with its attempt, result and duration, oldest first. */
export function Timeline() {
  const record = useRecordContext();
  const entries = historyOf(record);
  if (entries.length === 0) return <Typography color="text.secondary">Nothing has happened yet.</Typography>;
  return (
    <Table size="small" aria-label="Timeline" sx={{ '& td, & th': { px: { xs: 1, sm: 2 } } }}>
      <TableHead>
        <TableRow>
          <TableCell>At</TableCell>
          <TableCell>What</TableCell>
          <TableCell>Result</TableCell>
          <TableCell align="right" sx={wide}>
            Attempt
          </TableCell>
          <TableCell align="right">Duration</TableCell>
        </TableRow>
      </TableHead>
      <TableBody>
        {entries.map(({ kind, at, entry }) => (
          <TableRow key={kind === 'phase' ? `${entry.phase} ${at}` : `${entry.walk} ${entry.step} ${entry.attempt}`}>
            <TableCell sx={{ whiteSpace: 'nowrap', fontVariantNumeric: 'tabular-nums' }}>{clock(at)}</TableCell>
            {kind === 'phase' ? (
              <TableCell colSpan={4} sx={{ fontWeight: 600 }}>
                {entry.phase}
              </TableCell>
            ) : (
              <>
                <TableCell sx={{ '&&': { pl: { xs: 2, sm: 4 } } }}>
                  <TwoLines first={entry.step} second={entry.error} minWidth={0} />
                </TableCell>
                <TableCell>
                  <StatusChip label={entry.state} tone={tones[entry.state]} />
                </TableCell>
                <TableCell align="right" sx={wide}>
                  {entry.attempt}
                </TableCell>
                <TableCell align="right" sx={{ whiteSpace: 'nowrap', fontVariantNumeric: 'tabular-nums' }}>
                  {entry.durationMs == null ? '—' : `${Math.round(entry.durationMs)} ms`}
                </TableCell>
              </>
            )}
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}

const time = new Intl.DateTimeFormat('en-GB', {
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  fractionalSecondDigits: 3,
});

function clock(at: string): string {
  return time.format(new Date(at));
}

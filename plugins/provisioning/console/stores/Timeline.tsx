import { Box, Table, TableBody, TableCell, TableHead, TableRow, Typography } from '@mui/material';
import { notOnPhone } from '@purser/kit/console/columns';
import { StatusChip, type Tone } from '@purser/kit/console/ui/StatusChip';
import { TwoLines } from '@purser/kit/console/ui/TwoLines';
import { useRecordContext } from 'react-admin';
import type { AttemptState, StoreStep } from '../../records.js';
import { historyOf } from './history.js';

const tones: Record<AttemptState, Tone> = {
  running: 'working',
  done: 'good',
  failed: 'bad',
  abandoned: 'paused',
  undone: 'paused',
};

/** Every phase and step of a store with its attempt, result and duration, oldest first. */
export function Timeline() {
  const record = useRecordContext();
  const entries = historyOf(record);
  const p95Ms = (record?.stepP95Ms ?? {}) as Partial<Record<StoreStep, number>>;
  if (entries.length === 0) return <Typography color="text.secondary">Nothing has happened yet.</Typography>;
  return (
    <Table size="small" aria-label="Timeline" sx={{ '& td, & th': { px: { xs: 0.75, sm: 2 } } }}>
      <TableHead>
        <TableRow>
          <TableCell>At</TableCell>
          <TableCell>What</TableCell>
          <TableCell>Result</TableCell>
          <TableCell align="right" sx={notOnPhone}>
            Attempt
          </TableCell>
          <TableCell align="right">Duration</TableCell>
          <TableCell align="right" sx={notOnPhone}>
            p95 of all stores
          </TableCell>
        </TableRow>
      </TableHead>
      <TableBody>
        {entries.map(({ kind, at, entry }) => (
          <TableRow key={kind === 'phase' ? `${entry.phase} ${at}` : `${entry.walk} ${entry.step} ${entry.attempt}`}>
            <TableCell sx={{ whiteSpace: 'nowrap', fontVariantNumeric: 'tabular-nums' }}>
              <Clock at={at} />
            </TableCell>
            {kind === 'phase' ? (
              <TableCell colSpan={5} sx={{ fontWeight: 600 }}>
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
                <TableCell align="right" sx={notOnPhone}>
                  {entry.attempt}
                </TableCell>
                <Duration ms={entry.durationMs} p95Ms={p95Ms[entry.step]} />
              </>
            )}
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}

/** What took longer than nearly all others did stands out. */
function Duration({ ms, p95Ms }: { ms: number | null; p95Ms: number | undefined }) {
  const isSlow = ms !== null && p95Ms !== undefined && ms > p95Ms;
  const figures = { whiteSpace: 'nowrap', fontVariantNumeric: 'tabular-nums' };
  return (
    <>
      <TableCell align="right" sx={{ ...figures, fontWeight: isSlow ? 700 : 400 }}>
        {inMs(ms)}
      </TableCell>
      <TableCell align="right" sx={{ ...figures, ...notOnPhone, color: 'text.secondary' }}>
        {inMs(p95Ms)}
      </TableCell>
    </>
  );
}

function inMs(ms: number | null | undefined): string {
  return ms == null ? '—' : `${Math.round(ms).toLocaleString('en')} ms`;
}

const time = new Intl.DateTimeFormat('en-GB', {
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  fractionalSecondDigits: 3,
});

/** To the millisecond where there is room for it. */
function Clock({ at }: { at: string }) {
  const [seconds, milliseconds] = time.format(new Date(at)).split('.');
  return (
    <>
      {seconds}
      <Box component="span" sx={{ display: { xs: 'none', sm: 'inline' } }}>
        .{milliseconds}
      </Box>
    </>
  );
}

import {
  Box,
  LinearProgress,
  Paper,
  Table,
  TableBody,
  TableCell,
  TableHead,
  TableRow,
  Typography,
} from '@mui/material';
import { useId } from 'react';
import type { BackupPhase, BackupProgress } from '../../records.js';
import { bytesIn } from '../backups/backupStates.js';

/** Further ones are small. */
const SHOWN_TABLES = 6;
const words: Readonly<Record<BackupPhase, string>> = {
  exporting: 'Exporting',
  verifying: 'Reading it back',
  keeping: 'Keeping what is there now, as a backup',
  loading: 'Loading',
};
const count = (rows: number) => rows.toLocaleString('en');

/** How far it is, as the server tells it while it goes on. */
export function ProgressPanel({ of: what, state, progress }: PanelProps) {
  const titleId = useId();
  const known = progress?.phase ? progress : null;
  const share = known?.of ? (100 * known.rows) / known.of : undefined;
  return (
    <Paper variant="outlined" component="section" aria-labelledby={titleId} sx={{ p: 2 }}>
      {/* Only what changes rarely is read out. */}
      <Typography id={titleId} variant="h6" component="h2" role="status">
        {known ? words[known.phase] : state === 'queued' ? 'It waits for a worker.' : 'It begins.'}
      </Typography>
      {known && known.rows > 0 ? <Typography variant="body2">{figuresOf(known)}</Typography> : null}
      <LinearProgress
        aria-label={`Progress of the ${what}`}
        variant={share === undefined ? 'indeterminate' : 'determinate'}
        value={share}
        sx={{ my: 1.5 }}
      />
      {known && known.tables.length > 0 ? <Tables tables={known.tables} /> : null}
    </Paper>
  );
}

interface PanelProps {
  readonly of: 'backup' | 'restore' | 'drill';
  readonly state: string;
  /** Empty before it begins. */
  readonly progress: BackupProgress | { readonly phase?: undefined } | null | undefined;
}

function figuresOf({ rows, of, rawBytes, bytes, secondsLeft }: BackupProgress): string {
  const parts = [
    of ? `${count(rows)} of about ${count(of)} rows` : `${count(rows)} rows`,
    `${bytesIn(rawBytes)} as text`,
    ...(bytes > 0 ? [`${bytesIn(bytes)} written`] : []),
    ...(secondsLeft === null ? [] : [secondsLeft < 90 ? `about ${secondsLeft} s left` : minutesOf(secondsLeft)]),
  ];
  return parts.join(' · ');
}

function minutesOf(seconds: number): string {
  return `about ${Math.round(seconds / 60)} min left`;
}

function Tables({ tables }: Pick<BackupProgress, 'tables'>) {
  const more = tables.length - SHOWN_TABLES;
  return (
    <Box sx={{ overflowX: 'auto' }}>
      <Table size="small" aria-label="Progress of each table">
        <TableHead>
          <TableRow>
            <TableCell>Table</TableCell>
            <TableCell align="right">Rows</TableCell>
            <TableCell align="right">As text</TableCell>
          </TableRow>
        </TableHead>
        <TableBody>
          {tables.slice(0, SHOWN_TABLES).map(({ name, rows, of, rawBytes }) => (
            <TableRow key={name}>
              <TableCell sx={{ overflowWrap: 'anywhere' }}>{name}</TableCell>
              <TableCell align="right">{of ? `${count(rows)} of ${count(of)}` : count(rows)}</TableCell>
              <TableCell align="right">{bytesIn(rawBytes)}</TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
      {more > 0 ? (
        <Typography variant="body2" color="text.secondary" sx={{ mt: 1 }}>
          and {more} smaller {more === 1 ? 'one' : 'ones'}
        </Typography>
      ) : null}
    </Box>
  );
}

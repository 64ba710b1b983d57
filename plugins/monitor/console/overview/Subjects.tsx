import { Box, Table, TableBody, TableCell, TableHead, TableRow, Typography } from '@mui/material';
import { notOnPhone, onDesktop } from '@purser/kit/console/columns';
import { Moment } from '@purser/kit/console/ui/Moment';
import { StatusChip } from '@purser/kit/console/ui/StatusChip';
import { TwoLines } from '@purser/kit/console/ui/TwoLines';
import { Link } from 'react-router-dom';
import type { SubjectStanding } from '../../records.js';
import { ProbeStrip } from '../probes/ProbeStrip.js';
import { stateTones, subjectWords } from '../words.js';

export function Subjects({ subjects }: { subjects: readonly SubjectStanding[] }) {
  if (subjects.length === 0) {
    return (
      <Typography color="text.secondary">
        Nothing was probed yet. Each process looks at itself within its first minute, a worker lets a canary fly every
        five.
      </Typography>
    );
  }
  return (
    <Table size="small" aria-label="What is watched">
      <TableHead>
        <TableRow>
          <TableCell>What</TableCell>
          <TableCell sx={notOnPhone}>State</TableCell>
          <TableCell sx={onDesktop}>Last probes</TableCell>
          <TableCell sx={notOnPhone}>Probed</TableCell>
        </TableRow>
      </TableHead>
      <TableBody>
        {subjects.map((subject) => (
          <Subject key={subject.key} subject={subject} />
        ))}
      </TableBody>
    </Table>
  );
}

function Subject({ subject: { key, kind, state, step, error, probedAt, strip } }: { subject: SubjectStanding }) {
  const name = subjectWords(key);
  const chip = <StatusChip label={state === 'well' ? 'well' : `${state}: ${step}`} tone={stateTones[state]} />;
  return (
    <TableRow>
      <TableCell component="th" scope="row" sx={{ overflowWrap: 'anywhere' }}>
        <TwoLines
          first={kind === 'store' ? <Link to={`/stores/${encodeURIComponent(key.slice(6))}/show`}>{name}</Link> : name}
          second={error}
        />
        <Box sx={{ display: { sm: 'none' }, mt: 0.5 }}>{chip}</Box>
      </TableCell>
      <TableCell sx={notOnPhone}>{chip}</TableCell>
      <TableCell sx={onDesktop}>
        <ProbeStrip name={name} strip={strip} />
      </TableCell>
      <TableCell sx={{ ...notOnPhone, whiteSpace: 'nowrap' }}>
        <Moment at={probedAt} />
      </TableCell>
    </TableRow>
  );
}

import { Table, TableBody, TableCell, TableHead, TableRow, Typography } from '@mui/material';
import { notOnPhone } from '@purser/kit/console/columns';
import { Moment } from '@purser/kit/console/ui/Moment';
import { StatusChip } from '@purser/kit/console/ui/StatusChip';
import { TwoLines } from '@purser/kit/console/ui/TwoLines';
import { Link } from 'react-router-dom';
import type { WorkedOn } from '../../records.js';

export function WorkTable({ work }: { work: readonly WorkedOn[] }) {
  if (work.length === 0) {
    return <Typography color="text.secondary">Nothing waits: every store rests where it shall.</Typography>;
  }
  return (
    <Table size="small" aria-label="Worked on now">
      <TableHead>
        <TableRow>
          <TableCell>Store</TableCell>
          <TableCell>Phase</TableCell>
          <TableCell sx={notOnPhone}>Failures</TableCell>
          <TableCell sx={notOnPhone}>Due</TableCell>
        </TableRow>
      </TableHead>
      <TableBody>
        {work.map(({ storeId, workspaceName, phase, step, attempt, failures, dueAt, working }) => (
          <TableRow key={storeId}>
            <TableCell component="th" scope="row" sx={{ overflowWrap: 'anywhere' }}>
              <TwoLines
                first={
                  <Link to={`/stores/${encodeURIComponent(storeId)}/show`}>{workspaceName ?? 'Erased workspace'}</Link>
                }
                second={step ? `${step}, attempt ${attempt}` : 'waits for a worker'}
              />
            </TableCell>
            <TableCell>
              <StatusChip label={phase} tone={working ? 'working' : 'paused'} />
            </TableCell>
            <TableCell sx={notOnPhone}>{failures}</TableCell>
            <TableCell sx={notOnPhone}>
              <Moment at={dueAt} />
            </TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}

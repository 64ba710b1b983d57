import { Table, TableBody, TableCell, TableHead, TableRow } from '@mui/material';
import { TwoLines } from '@purser/kit/console/ui/TwoLines';
import { usePermissions } from 'react-admin';
import { syncPermissions } from '../../names.js';
import type { StoreEventRecord } from '../../records.js';
import { EventContent } from './EventContent.js';
import { bytes } from './words.js';

const wide = { display: { xs: 'none', md: 'table-cell' } };
const figures = { fontVariantNumeric: 'tabular-nums', whiteSpace: 'nowrap' };

export function EventTable({ storeId, events }: { storeId: string; events: readonly StoreEventRecord[] }) {
  const { permissions } = usePermissions<string[]>();
  const discloses = permissions?.includes(syncPermissions.discloseEvent.name) ?? false;
  return (
    <Table size="small" aria-label="Events">
      <TableHead>
        <TableRow>
          <TableCell align="right">Number</TableCell>
          <TableCell>Event</TableCell>
          <TableCell align="right">Size</TableCell>
          <TableCell sx={wide}>Client</TableCell>
          <TableCell sx={wide}>Session</TableCell>
          {discloses ? <TableCell align="right">Content</TableCell> : null}
        </TableRow>
      </TableHead>
      <TableBody>
        {events.map((event) => (
          <TableRow key={event.seq}>
            <TableCell align="right" sx={figures}>
              {event.seq}
            </TableCell>
            <TableCell component="th" scope="row" sx={{ overflowWrap: 'anywhere' }}>
              <TwoLines first={event.name} second={stored(event.createdAt)} minWidth={0} />
            </TableCell>
            <TableCell align="right" sx={figures}>
              {bytes(event.size)}
            </TableCell>
            <TableCell sx={{ ...wide, overflowWrap: 'anywhere' }}>{event.clientId}</TableCell>
            <TableCell sx={{ ...wide, overflowWrap: 'anywhere' }}>{event.sessionId}</TableCell>
            {discloses ? (
              <TableCell align="right">
                <EventContent storeId={storeId} event={event} />
              </TableCell>
            ) : null}
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}

const time = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'medium' });

function stored(at: string): string {
  return time.format(new Date(at));
}

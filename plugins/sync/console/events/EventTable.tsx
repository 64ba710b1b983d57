import { Box, Table, TableBody, TableCell, TableHead, TableRow } from '@mui/material';
import { bytes } from '@purser/kit/console/bytes';
import { notOnPhone, onDesktop } from '@purser/kit/console/columns';
import { TwoLines } from '@purser/kit/console/ui/TwoLines';
import { usePermissions } from 'react-admin';
import { syncPermissions } from '../../names.js';
import type { StoreEventRecord } from '../../records.js';
import { EventContent } from './EventContent.js';

const figures = { fontVariantNumeric: 'tabular-nums', whiteSpace: 'nowrap' };

export function EventTable({ storeId, events }: { storeId: string; events: readonly StoreEventRecord[] }) {
  const { permissions } = usePermissions<string[]>();
  const discloses = permissions?.includes(syncPermissions.discloseEvent.name) ?? false;
  return (
    <Table size="small" aria-label="Events" sx={{ '& td, & th': { px: { xs: 1, sm: 2 } } }}>
      <TableHead>
        <TableRow>
          <TableCell align="right" sx={{ width: 80 }}>
            Number
          </TableCell>
          <TableCell>Event</TableCell>
          <TableCell align="right" sx={notOnPhone}>
            Size
          </TableCell>
          <TableCell sx={onDesktop}>Client</TableCell>
          <TableCell sx={onDesktop}>Session</TableCell>
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
              <TwoLines first={event.name} second={<Second event={event} />} minWidth={0} />
            </TableCell>
            <TableCell align="right" sx={{ ...figures, ...notOnPhone }}>
              {bytes(event.size)}
            </TableCell>
            <TableCell sx={{ ...onDesktop, overflowWrap: 'anywhere' }}>{event.clientId}</TableCell>
            <TableCell sx={{ ...onDesktop, overflowWrap: 'anywhere' }}>{event.sessionId}</TableCell>
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

/** On a phone the size has no column of its own. */
function Second({ event }: { event: StoreEventRecord }) {
  return (
    <>
      {stored(event.createdAt)}
      <Box component="span" sx={{ display: { sm: 'none' } }}>
        {`, ${bytes(event.size)}`}
      </Box>
    </>
  );
}

const time = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'medium' });

function stored(at: string): string {
  return time.format(new Date(at));
}

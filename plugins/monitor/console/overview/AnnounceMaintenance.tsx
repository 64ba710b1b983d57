import { Alert, Button, Dialog, DialogActions, DialogContent, DialogTitle, TextField } from '@mui/material';
import type { ConsoleDataProvider } from '@purser/kit/console/act';
import { useQueryClient } from '@tanstack/react-query';
import { type SyntheticEvent, useId, useState } from 'react';
import { useDataProvider, useNotify, usePermissions } from 'react-admin';
import { monitorPermissions } from '../../names.js';
import type { MonitorStanding } from '../../records.js';
import { STANDING } from '../useStanding.js';

const AN_HOUR = 3_600_000;

/** Asks for a window in the operator's own time. */
export function AnnounceMaintenance() {
  const { permissions } = usePermissions<string[]>();
  const [open, setOpen] = useState(false);
  const titleId = useId();
  if (!permissions?.includes(monitorPermissions.maintain.name)) return null;
  const close = () => setOpen(false);
  return (
    <>
      <Button variant="outlined" size="small" onClick={() => setOpen(true)}>
        Announce maintenance
      </Button>
      <Dialog open={open} onClose={close} aria-labelledby={titleId} fullWidth maxWidth="xs">
        <Form titleId={titleId} onClose={close} />
      </Dialog>
    </>
  );
}

function Form({ titleId, onClose }: { titleId: string; onClose: () => void }) {
  const dataProvider = useDataProvider<ConsoleDataProvider>();
  const queries = useQueryClient();
  const notify = useNotify();
  const [starts, setStarts] = useState(() => localMinute(Date.now()));
  const [ends, setEnds] = useState(() => localMinute(Date.now() + AN_HOUR));
  const [reason, setReason] = useState('');
  const [failure, setFailure] = useState<string | null>(null);
  const lacking = reason.trim().length < 3 || !starts || !ends;

  const announce = async (event: SyntheticEvent) => {
    event.preventDefault();
    const window = { startsAt: new Date(starts).toISOString(), endsAt: new Date(ends).toISOString(), reason };
    try {
      queries.setQueryData(STANDING, await dataProvider.post<MonitorStanding>('console/monitor/maintenance', window));
      notify('The maintenance is announced.', { type: 'success' });
      onClose();
    } catch (error) {
      setFailure((error as Error).message);
    }
  };

  const moment = (label: string, value: string, set: (value: string) => void) => (
    <TextField
      label={label}
      type="datetime-local"
      value={value}
      onChange={(event) => set(event.target.value)}
      required
      fullWidth
      margin="normal"
      slotProps={{ inputLabel: { shrink: true } }}
    />
  );

  return (
    <form onSubmit={announce}>
      <DialogTitle id={titleId}>Announce maintenance</DialogTitle>
      <DialogContent>
        {moment('Begins', starts, setStarts)}
        {moment('Ends', ends, setEnds)}
        <TextField
          label="What is done"
          helperText="Shown on the public status page, and kept in the audit trail."
          value={reason}
          onChange={(event) => setReason(event.target.value)}
          required
          fullWidth
          margin="normal"
          slotProps={{ htmlInput: { maxLength: 200 } }}
        />
        {failure ? <Alert severity="error">{failure}</Alert> : null}
      </DialogContent>
      <DialogActions>
        <Button onClick={onClose}>Cancel</Button>
        <Button type="submit" variant="contained" disabled={lacking}>
          Announce
        </Button>
      </DialogActions>
    </form>
  );
}

/** As `datetime-local` wants it: the wall clock of this browser, to the minute. */
function localMinute(at: number): string {
  const date = new Date(at);
  return new Date(at - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}

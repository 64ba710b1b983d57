import { Stack, Typography } from '@mui/material';
import type { ConsoleDataProvider } from '@purser/kit/console/act';
import { AskButton } from '@purser/kit/console/ui/AskButton';
import { StatusChip } from '@purser/kit/console/ui/StatusChip';
import { useQueryClient } from '@tanstack/react-query';
import { useDataProvider } from 'react-admin';
import { monitorPermissions } from '../../names.js';
import type { MaintenanceWindow, MonitorStanding } from '../../records.js';
import { STANDING } from '../useStanding.js';
import { AnnounceMaintenance } from './AnnounceMaintenance.js';

/** In the time of whoever reads it. */
const span = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'short' });

export function Maintenance({ windows }: { windows: readonly MaintenanceWindow[] }) {
  return (
    <Stack spacing={1.5} sx={{ alignItems: 'flex-start' }}>
      {windows.length === 0 ? (
        <Typography color="text.secondary">
          None is announced. While one is on, nobody is alarmed, nothing counts against an objective, and the public
          status says so.
        </Typography>
      ) : null}
      {windows.map((window) => (
        <Announced key={window.id} window={window} />
      ))}
      <AnnounceMaintenance />
    </Stack>
  );
}

function Announced({ window: { id, startsAt, endsAt, reason, active } }: { window: MaintenanceWindow }) {
  const dataProvider = useDataProvider<ConsoleDataProvider>();
  const queries = useQueryClient();
  const end = async () => {
    queries.setQueryData(STANDING, await dataProvider.post<MonitorStanding>(`console/monitor/maintenance/${id}/end`));
    return active ? 'The maintenance is over.' : 'The maintenance was called off.';
  };
  return (
    <Stack direction="row" spacing={1.5} useFlexGap sx={{ flexWrap: 'wrap', alignItems: 'center' }}>
      <StatusChip label={active ? 'on' : 'to come'} tone={active ? 'working' : 'paused'} />
      <Typography component="span">{reason}</Typography>
      <Typography component="span" color="text.secondary" variant="body2">
        {span.formatRange(new Date(startsAt), new Date(endsAt))}
      </Typography>
      <AskButton
        label={active ? 'End now' : 'Call off'}
        title={active ? 'End this maintenance' : 'Call off this maintenance'}
        needs={monitorPermissions.maintain.name}
        explain={active ? 'From now on failures alarm again.' : 'It will not take place.'}
        act={end}
      />
    </Stack>
  );
}

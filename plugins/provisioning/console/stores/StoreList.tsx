import { Typography } from '@mui/material';
import { bytes } from '@purser/kit/console/bytes';
import { notOnPhone } from '@purser/kit/console/columns';
import { AppList } from '@purser/kit/console/ui/AppList';
import { BulkAct } from '@purser/kit/console/ui/BulkAct';
import { Moment } from '@purser/kit/console/ui/Moment';
import { StatusChip } from '@purser/kit/console/ui/StatusChip';
import { TwoLines } from '@purser/kit/console/ui/TwoLines';
import {
  DataTable,
  DateTimeInput,
  type RaRecord,
  SearchInput,
  SelectInput,
  TextInput,
  usePermissions,
} from 'react-admin';
import { provisioningPermissions } from '../../names.js';
import { type StorePhase, storePhases, type UsageLevel, usageLevels } from '../../records.js';
import { storeTones } from './storeTones.js';
import { usageTones, usageWords } from './usageWords.js';

const filters = [
  <SearchInput key="q" source="q" alwaysOn placeholder="Workspace" />,
  <SelectInput
    key="phase"
    source="phase"
    alwaysOn
    choices={storePhases.map((phase) => ({ id: phase, name: phase }))}
  />,
  <SelectInput
    key="usage"
    source="usageLevel"
    label="Quota"
    alwaysOn
    choices={usageLevels.map((level) => ({ id: level, name: usageWords[level] }))}
  />,
  <TextInput key="id" source="id" label="Id of the store" />,
  <DateTimeInput key="from" source="requestedAt_gte" label="Requested since" />,
];

const needs = provisioningPermissions.retry.name;

export function StoreList() {
  const { permissions } = usePermissions<string[]>();
  const many = permissions?.includes(needs) ? (
    <BulkAct
      what={['store', 'stores']}
      verb="retry-many"
      label="Try again"
      done="tried again"
      reason
      needs={needs}
      explain="Failed and waiting stores go on where they stopped; steps that are done are not done twice. Others are left as they are."
    />
  ) : (
    false
  );
  return (
    <AppList
      filters={filters}
      sort={{ field: 'requestedAt', order: 'DESC' }}
      nothingYet="Every workspace gets a store of its own; the first one appears with the first workspace."
    >
      <DataTable bulkActionButtons={many} rowClick="show">
        <DataTable.Col
          source="workspaceName"
          label="Workspace"
          disableSort
          render={(r: RaRecord) => <TwoLines first={r.workspaceName ?? 'Erased workspace'} second={r.id} />}
        />
        <DataTable.Col
          source="phase"
          disableSort
          render={(r: RaRecord) => (
            <StatusChip
              label={r.degradedSince ? `${r.phase}, degraded` : r.phase}
              tone={r.degradedSince ? 'bad' : storeTones[r.phase as StorePhase]}
            />
          )}
        />
        <DataTable.Col
          source="usageLevel"
          disableSort
          label="Quota"
          sx={notOnPhone}
          render={(r: RaRecord) => {
            const level: UsageLevel = r.usageLevel;
            // What has room is the rule; what has not shall be seen.
            return level === 'ok' ? usageWords.ok : <StatusChip label={usageWords[level]} tone={usageTones[level]} />;
          }}
        />
        <DataTable.NumberCol source="events" disableSort sx={notOnPhone} />
        <DataTable.Col
          source="bytes"
          label="Size"
          align="right"
          disableSort
          sx={{ ...notOnPhone, whiteSpace: 'nowrap' }}
          render={(r: RaRecord) => bytes(r.bytes)}
        />
        <DataTable.Col source="lag" disableSort sx={notOnPhone} render={(r: RaRecord) => <Lag lag={r.lag} />} />
        <DataTable.Col
          source="requestedAt"
          label="Requested"
          sx={notOnPhone}
          render={(r: RaRecord) => <Moment at={r.requestedAt} />}
        />
      </DataTable>
    </AppList>
  );
}

/** Of the slowest device that follows the store. */
function Lag({ lag }: { lag: number | null }) {
  if (lag === null)
    return (
      <Typography variant="body2" color="text.secondary">
        nobody follows
      </Typography>
    );
  return <StatusChip label={lag > 0 ? `${lag} behind` : 'up to date'} tone={lag > 0 ? 'working' : 'good'} />;
}

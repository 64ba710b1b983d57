import { AppList } from '@purser/kit/console/ui/AppList';
import { Moment } from '@purser/kit/console/ui/Moment';
import { StatusChip } from '@purser/kit/console/ui/StatusChip';
import { TwoLines } from '@purser/kit/console/ui/TwoLines';
import { DataTable, type RaRecord, SearchInput, SelectInput } from 'react-admin';
import { type RestoreRequestState, restoreRequestStates } from '../../records.js';
import { useFollowedBackups } from '../progress/useFollowedBackups.js';
import { requestTones } from './requestStates.js';

const filters = [
  <SearchInput key="q" source="q" alwaysOn placeholder="Workspace or person" />,
  <SelectInput
    key="state"
    source="state"
    alwaysOn
    choices={restoreRequestStates.map((state) => ({ id: state, name: state }))}
  />,
];

export function RequestList() {
  const followed = useFollowedBackups();
  return (
    <AppList
      filters={filters}
      queryOptions={followed}
      sort={{ field: 'requestedAt', order: 'DESC' }}
      nothingYet="No owner has asked for a restore. They do it in the portal, on the page of their exports."
    >
      <DataTable bulkActionButtons={false} rowClick="show">
        <DataTable.Col
          source="requestedAt"
          label="Asked for"
          render={(r: RaRecord) => <TwoLines first={<Moment at={r.requestedAt} />} second={r.requestedByName ?? '—'} />}
        />
        <DataTable.Col source="workspaceName" label="Workspace" disableSort />
        <DataTable.Col
          source="asOf"
          label="As it was at"
          render={(r: RaRecord) => new Date(r.asOf).toLocaleString('en-GB')}
        />
        <DataTable.Col
          source="state"
          render={(r: RaRecord) => <StatusChip label={r.state} tone={requestTones[r.state as RestoreRequestState]} />}
        />
      </DataTable>
    </AppList>
  );
}

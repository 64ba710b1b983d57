import { AppList } from '@purser/kit/console/ui/AppList';
import { Moment } from '@purser/kit/console/ui/Moment';
import { StatusChip } from '@purser/kit/console/ui/StatusChip';
import { TwoLines } from '@purser/kit/console/ui/TwoLines';
import { DataTable, DateTimeInput, type RaRecord, SearchInput, SelectInput } from 'react-admin';
import { userState } from './userState.js';

const filters = [
  <SearchInput key="q" source="q" alwaysOn placeholder="Name or address" />,
  <SelectInput
    key="state"
    source="state"
    alwaysOn
    choices={['active', 'unconfirmed', 'suspended'].map((state) => ({ id: state, name: state }))}
  />,
  <DateTimeInput key="from" source="createdAt_gte" label="Signed up since" />,
];

export function UserList() {
  return (
    <AppList
      filters={filters}
      sort={{ field: 'createdAt', order: 'DESC' }}
      nothingYet="People appear here as soon as they sign up in the portal."
    >
      <DataTable bulkActionButtons={false} rowClick="show">
        <DataTable.Col
          source="email"
          label="Person"
          render={(r: RaRecord) => <TwoLines first={r.name} second={r.email} />}
        />
        <DataTable.Col label="State" render={(r: RaRecord) => <StatusChip {...userState(r)} />} />
        <DataTable.Col source="createdAt" label="Signed up" render={(r: RaRecord) => <Moment at={r.createdAt} />} />
      </DataTable>
    </AppList>
  );
}

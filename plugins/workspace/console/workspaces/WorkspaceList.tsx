import { AppList } from '@purser/kit/console/ui/AppList';
import { Moment } from '@purser/kit/console/ui/Moment';
import { TwoLines } from '@purser/kit/console/ui/TwoLines';
import { DataTable, DateTimeInput, type RaRecord, SearchInput } from 'react-admin';

const filters = [
  <SearchInput key="q" source="q" alwaysOn placeholder="Name or owner" />,
  <DateTimeInput key="from" source="createdAt_gte" label="Created since" />,
];

export function WorkspaceList() {
  return (
    <AppList
      filters={filters}
      sort={{ field: 'createdAt', order: 'DESC' }}
      nothingYet="A workspace appears as soon as a customer creates one."
    >
      <DataTable bulkActionButtons={false} rowClick="show">
        <DataTable.Col
          source="name"
          render={(record: RaRecord) => <TwoLines first={record.name} second={record.ownerEmail} />}
        />
        <DataTable.NumberCol source="members" />
        <DataTable.Col
          source="createdAt"
          label="Created"
          render={(record: RaRecord) => <Moment at={record.createdAt} />}
        />
      </DataTable>
    </AppList>
  );
}

import { AppList } from '@purser/kit/console/ui/AppList';
import { Moment } from '@purser/kit/console/ui/Moment';
import { StatusChip, type Tone } from '@purser/kit/console/ui/StatusChip';
import { TwoLines } from '@purser/kit/console/ui/TwoLines';
import { CreateButton, DataTable, type RaRecord, SearchInput, TopToolbar, usePermissions } from 'react-admin';
import { authPermissions } from '../../names.js';
import { OperatorActions } from './OperatorActions.js';

const filters = [<SearchInput key="q" source="q" alwaysOn placeholder="Name or address" />];

function Actions() {
  const { permissions } = usePermissions<string[]>();
  return (
    <TopToolbar>{permissions?.includes(authPermissions.manageOperators.name) ? <CreateButton /> : null}</TopToolbar>
  );
}

function operatorState(record: RaRecord): { label: string; tone: Tone } {
  if (record.disabledAt) return { label: 'suspended', tone: 'bad' };
  return record.invited ? { label: 'invited', tone: 'working' } : { label: 'active', tone: 'good' };
}

export function OperatorList() {
  return (
    <AppList
      filters={filters}
      actions={<Actions />}
      sort={{ field: 'createdAt', order: 'ASC' }}
      nothingYet="Operators are the people who run this service."
    >
      <DataTable bulkActionButtons={false} rowClick={false}>
        <DataTable.Col
          source="email"
          label="Operator"
          render={(r: RaRecord) => <TwoLines first={r.name} second={r.email} />}
        />
        <DataTable.Col label="Roles" render={(r: RaRecord) => (r.roles ?? []).join(', ')} />
        <DataTable.Col label="State" render={(r: RaRecord) => <StatusChip {...operatorState(r)} />} />
        <DataTable.Col label="Last seen" render={(r: RaRecord) => <Moment at={r.lastSeenAt} />} />
        <DataTable.Col source="createdAt" label="Since" render={(r: RaRecord) => <Moment at={r.createdAt} />} />
        <DataTable.Col label="Actions" align="right">
          <OperatorActions />
        </DataTable.Col>
      </DataTable>
    </AppList>
  );
}

import { AppList } from '@purser/kit/console/ui/AppList';
import { ExportCsv } from '@purser/kit/console/ui/ExportCsv';
import { DateTimeInput, FilterButton, SearchInput, SelectInput, TopToolbar } from 'react-admin';
import { roles } from '../../records.js';
import { MembershipTable } from './MembershipTable.js';

const filters = [
  <SearchInput key="q" source="q" alwaysOn placeholder="Person or workspace" />,
  <SelectInput key="role" source="role" alwaysOn choices={roles.map((role) => ({ id: role, name: role }))} />,
  <DateTimeInput key="from" source="createdAt_gte" label="Member since" />,
];

const exported = ['id', 'workspaceId', 'workspaceName', 'userId', 'userEmail', 'userName', 'role', 'createdAt'];

const Actions = () => (
  <TopToolbar>
    <FilterButton />
    <ExportCsv fields={exported} />
  </TopToolbar>
);

export function MembershipList() {
  return (
    <AppList
      filters={filters}
      actions={<Actions />}
      sort={{ field: 'createdAt', order: 'DESC' }}
      nothingYet="People become members by creating a workspace or by accepting an invitation."
    >
      <MembershipTable person workspace />
    </AppList>
  );
}

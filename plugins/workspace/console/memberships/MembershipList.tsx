import { AppList } from '@purser/kit/console/ui/AppList';
import { SearchInput, SelectInput } from 'react-admin';
import { roles } from '../../records.js';
import { MembershipTable } from './MembershipTable.js';

const filters = [
  <SearchInput key="q" source="q" alwaysOn placeholder="Person or workspace" />,
  <SelectInput key="role" source="role" choices={roles.map((role) => ({ id: role, name: role }))} />,
];

export function MembershipList() {
  return (
    <AppList
      filters={filters}
      sort={{ field: 'createdAt', order: 'DESC' }}
      nothingYet="People become members by creating a workspace or by accepting an invitation."
    >
      <MembershipTable person workspace />
    </AppList>
  );
}

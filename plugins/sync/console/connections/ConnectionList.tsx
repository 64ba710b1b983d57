import { AppList } from '@purser/kit/console/ui/AppList';
import { SearchInput, TextInput } from 'react-admin';
import { ConnectionTable } from './ConnectionTable.js';

const filters = [
  <SearchInput key="q" source="q" alwaysOn placeholder="Person or store" />,
  <TextInput key="store" source="storeId" label="Store" />,
];

export function ConnectionList() {
  return (
    <AppList
      filters={filters}
      sort={{ field: 'connectedAt', order: 'DESC' }}
      nothingYet="A device that works in a workspace appears here while it is connected."
      queryOptions={{ refetchInterval: 5_000 }}
    >
      <ConnectionTable person />
    </AppList>
  );
}

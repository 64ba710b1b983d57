import { AppList } from '@purser/kit/console/ui/AppList';
import { SearchInput, SelectInput } from 'react-admin';
import { SessionTable } from './SessionTable.js';

const filters = [
  <SearchInput key="q" source="q" alwaysOn placeholder="Person or address" />,
  <SelectInput
    key="state"
    source="state"
    alwaysOn
    choices={['active', 'ended', 'expired'].map((state) => ({ id: state, name: state }))}
  />,
];

export function SessionList() {
  return (
    <AppList
      filters={filters}
      sort={{ field: 'createdAt', order: 'DESC' }}
      nothingYet="A session appears for every device on which somebody signs in."
    >
      <SessionTable person />
    </AppList>
  );
}

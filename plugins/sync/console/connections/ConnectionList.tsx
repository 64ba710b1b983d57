import { AppList } from '@purser/kit/console/ui/AppList';
import { SearchInput, SelectInput, TextInput } from 'react-admin';
import { connectionTroubles } from '../../records.js';
import { ConnectionTable } from './ConnectionTable.js';
import { followed } from './followed.js';
import { troubleWords } from './Standing.js';

const filters = [
  <SearchInput key="q" source="q" alwaysOn placeholder="Person or store" />,
  <SelectInput
    key="trouble"
    source="trouble"
    label="Trouble"
    alwaysOn
    choices={connectionTroubles.map((trouble) => ({ id: trouble, name: troubleWords[trouble] }))}
  />,
  <TextInput key="store" source="storeId" label="Store" />,
];

export function ConnectionList() {
  return (
    <AppList
      filters={filters}
      sort={{ field: 'connectedAt', order: 'DESC' }}
      nothingYet="A device that works in a workspace appears here while it is connected."
      queryOptions={followed}
    >
      <ConnectionTable person />
    </AppList>
  );
}

import { reasonWords } from '@purser/client/session/reasons';
import { AppList } from '@purser/kit/console/ui/AppList';
import { FilterButton, SearchInput, SelectInput, TopToolbar } from 'react-admin';
import { sessionEndReasons } from '../../records.js';
import { EndEverywhere } from './EndEverywhere.js';
import { SessionTable } from './SessionTable.js';

const filters = [
  <SearchInput key="q" source="q" alwaysOn placeholder="Person or address" />,
  <SelectInput
    key="state"
    source="state"
    alwaysOn
    choices={['active', 'ended', 'expired'].map((state) => ({ id: state, name: state }))}
  />,
  <SelectInput
    key="endReason"
    source="endReason"
    label="Ended because"
    choices={sessionEndReasons.map((reason) => ({ id: reason, name: reasonWords(reason).title }))}
  />,
];

export function SessionList() {
  return (
    <AppList
      filters={filters}
      actions={
        <TopToolbar>
          <FilterButton />
          <EndEverywhere />
        </TopToolbar>
      }
      sort={{ field: 'createdAt', order: 'DESC' }}
      nothingYet="A session appears for every device on which somebody signs in."
    >
      <SessionTable person />
    </AppList>
  );
}

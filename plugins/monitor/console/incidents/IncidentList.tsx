import { AppList } from '@purser/kit/console/ui/AppList';
import { Moment } from '@purser/kit/console/ui/Moment';
import { StatusChip } from '@purser/kit/console/ui/StatusChip';
import { TwoLines } from '@purser/kit/console/ui/TwoLines';
import { BooleanInput, DataTable, type RaRecord, SearchInput, SelectInput } from 'react-admin';
import { incidentKinds } from '../../records.js';
import { duration, subjectWords } from '../words.js';

const filters = [
  <SearchInput key="q" source="q" alwaysOn placeholder="What or cause" />,
  <SelectInput key="kind" source="kind" alwaysOn choices={incidentKinds.map((kind) => ({ id: kind, name: kind }))} />,
  <BooleanInput key="open" source="open" label="Open" />,
];

export function IncidentList() {
  return (
    <AppList
      filters={filters}
      sort={{ field: 'openedAt', order: 'DESC' }}
      nothingYet="Nothing has failed twice in a row since monitoring began."
    >
      <DataTable bulkActionButtons={false} rowClick="show">
        <DataTable.Col
          source="subject"
          label="What"
          disableSort
          render={(r: RaRecord) => <TwoLines first={subjectWords(r.subject)} second={r.detail} />}
        />
        <DataTable.Col source="cause" label="Failed at" />
        <DataTable.Col
          source="closedAt"
          label="State"
          render={(r: RaRecord) => <StatusChip label={r.open ? 'open' : 'over'} tone={r.open ? 'bad' : 'good'} />}
        />
        <DataTable.Col source="openedAt" label="Since" render={(r: RaRecord) => <Moment at={r.openedAt} />} />
        <DataTable.Col source="seconds" label="Lasted" render={(r: RaRecord) => duration(r.seconds)} />
      </DataTable>
    </AppList>
  );
}

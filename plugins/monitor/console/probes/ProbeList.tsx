import { AppList } from '@purser/kit/console/ui/AppList';
import { Moment } from '@purser/kit/console/ui/Moment';
import { StatusChip } from '@purser/kit/console/ui/StatusChip';
import { TwoLines } from '@purser/kit/console/ui/TwoLines';
import { BooleanInput, DataTable, type RaRecord, SearchInput, SelectInput } from 'react-admin';
import { subjectKinds } from '../../records.js';
import { subjectWords } from '../words.js';

const filters = [
  <SearchInput key="q" source="q" alwaysOn placeholder="Process or store" />,
  <SelectInput key="kind" source="kind" alwaysOn choices={subjectKinds.map((kind) => ({ id: kind, name: kind }))} />,
  <BooleanInput key="ok" source="ok" label="Got through" />,
];

export function ProbeList() {
  return (
    <AppList
      filters={filters}
      sort={{ field: 'at', order: 'DESC' }}
      nothingYet="Nothing was probed yet. Each process looks at itself within its first minute."
    >
      <DataTable bulkActionButtons={false} rowClick={false}>
        <DataTable.Col source="at" label="When" render={(r: RaRecord) => <Moment at={r.at} />} />
        <DataTable.Col
          source="subject"
          label="What"
          disableSort
          render={(r: RaRecord) => <TwoLines first={subjectWords(r.subject)} second={r.error} />}
        />
        <DataTable.Col source="ok" label="Result" disableSort render={result} />
        <DataTable.Col source="milliseconds" label="Live after" disableSort render={liveAfter} />
        <DataTable.Col source="vantage" label="From" disableSort />
      </DataTable>
    </AppList>
  );
}

function result({ ok, step, maintenance }: RaRecord) {
  const words = ok ? 'got through' : `failed at ${step}`;
  return <StatusChip label={maintenance ? `${words}, in maintenance` : words} tone={ok ? 'good' : 'bad'} />;
}

function liveAfter({ milliseconds }: RaRecord) {
  const took = milliseconds['live-delivery'];
  return took === undefined ? '—' : `${Math.round(took)} ms`;
}

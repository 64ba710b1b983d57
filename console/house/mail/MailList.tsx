import { AppList } from '@purser/kit/console/ui/AppList';
import { Moment } from '@purser/kit/console/ui/Moment';
import { StatusChip } from '@purser/kit/console/ui/StatusChip';
import { TwoLines } from '@purser/kit/console/ui/TwoLines';
import { DataTable, DateTimeInput, type RaRecord, SearchInput, SelectInput, TextInput } from 'react-admin';
import { causeOf, mailStates, toneOf } from './mailStates.js';

const filters = [
  <SearchInput key="q" source="q" alwaysOn placeholder="Recipient, subject or mail" />,
  <SelectInput
    key="state"
    source="state"
    alwaysOn
    choices={Object.keys(mailStates).map((state) => ({ id: state, name: state }))}
  />,
  <TextInput key="template" source="template" label="Mail" />,
  <TextInput key="recipient" source="recipient" label="Exact address" />,
  <DateTimeInput key="from" source="createdAt_gte" label="Queued from" />,
  <DateTimeInput key="until" source="createdAt_lte" label="Queued until" />,
];

export function MailList() {
  return (
    <AppList
      filters={filters}
      sort={{ field: 'createdAt', order: 'DESC' }}
      nothingYet="Every mail that is queued or sent appears here."
    >
      <DataTable bulkActionButtons={false} rowClick="show">
        <DataTable.Col
          source="recipient"
          label="To"
          render={(r: RaRecord) => <TwoLines first={r.recipient} second={causeOf(r.error) ?? r.error} />}
        />
        <DataTable.Col
          source="template"
          label="Mail"
          render={(r: RaRecord) => <TwoLines first={r.template} second={r.subject} />}
        />
        <DataTable.Col source="state" render={(r: RaRecord) => <StatusChip label={r.state} tone={toneOf(r.state)} />} />
        <DataTable.NumberCol source="attempts" />
        <DataTable.Col source="createdAt" label="Queued" render={(r: RaRecord) => <Moment at={r.createdAt} />} />
      </DataTable>
    </AppList>
  );
}

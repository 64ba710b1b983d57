import { AppList } from '@purser/kit/console/ui/AppList';
import { Moment } from '@purser/kit/console/ui/Moment';
import { StatusChip, type Tone } from '@purser/kit/console/ui/StatusChip';
import { TwoLines } from '@purser/kit/console/ui/TwoLines';
import { DataTable, type RaRecord, SearchInput, SelectInput, TextInput } from 'react-admin';

export const mailTones: Record<string, Tone> = { queued: 'working', sent: 'good', failed: 'bad' };

const filters = [
  <SearchInput key="q" source="q" alwaysOn placeholder="Recipient or mail" />,
  <SelectInput
    key="state"
    source="state"
    alwaysOn
    choices={Object.keys(mailTones).map((state) => ({ id: state, name: state }))}
  />,
  <TextInput key="template" source="template" label="Mail" />,
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
          render={(r: RaRecord) => <TwoLines first={r.recipient} second={r.error} />}
        />
        <DataTable.Col source="template" label="Mail" />
        <DataTable.Col
          source="state"
          render={(r: RaRecord) => <StatusChip label={r.state} tone={mailTones[r.state] ?? 'paused'} />}
        />
        <DataTable.NumberCol source="attempts" />
        <DataTable.Col source="createdAt" label="Queued" render={(r: RaRecord) => <Moment at={r.createdAt} />} />
      </DataTable>
    </AppList>
  );
}

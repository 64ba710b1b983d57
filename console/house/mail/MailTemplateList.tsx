import { AppList } from '@purser/kit/console/ui/AppList';
import { TwoLines } from '@purser/kit/console/ui/TwoLines';
import { DataTable, type RaRecord, SearchInput, TextInput } from 'react-admin';

const filters = [
  <SearchInput key="q" source="q" alwaysOn placeholder="Mail or subject" />,
  <TextInput key="plugin" source="plugin" />,
];

/** Every mail this house can send, by plugin. */
export function MailTemplateList() {
  return (
    <AppList
      filters={filters}
      perPage={100}
      sort={{ field: 'id', order: 'ASC' }}
      nothingYet="No plugin that is switched on declares a mail."
    >
      <DataTable bulkActionButtons={false} rowClick="show">
        <DataTable.Col
          source="id"
          label="Mail"
          render={(r: RaRecord) => <TwoLines first={r.id} second={r.subject} minWidth={220} />}
        />
        <DataTable.Col
          source="subjectDe"
          label="In German"
          disableSort
          render={(r: RaRecord) => <span lang="de">{r.subjectDe}</span>}
        />
        <DataTable.Col
          source="secret"
          label="Link or code"
          disableSort
          render={(r: RaRecord) => (r.secret ? 'to act with' : 'none')}
        />
      </DataTable>
    </AppList>
  );
}

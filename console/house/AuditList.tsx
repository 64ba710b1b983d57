import Download from '@mui/icons-material/DownloadOutlined';
import { AppList } from '@purser/kit/console/ui/AppList';
import { Moment } from '@purser/kit/console/ui/Moment';
import { TwoLines } from '@purser/kit/console/ui/TwoLines';
import { DataTable, DateTimeInput, FilterButton, SearchInput, TextInput, TopToolbar } from 'react-admin';
import { Actor, Subject } from './AuditNames.js';
import type { AuditRecord } from './audit.js';
import { DownloadButton } from './DownloadButton.js';

const filters = [
  <SearchInput key="q" source="q" alwaysOn placeholder="Action, person or id" />,
  <TextInput key="what" source="what" label="Action" />,
  <TextInput key="actor" source="actorEmail" label="By (email)" />,
  <TextInput key="subject" source="subjectId" label="Subject id" />,
  <TextInput key="workspace" source="workspaceId" label="Workspace id" />,
  <DateTimeInput key="from" source="at_gte" label="From" />,
  <DateTimeInput key="to" source="at_lte" label="Until" />,
];

const Actions = () => (
  <TopToolbar>
    <FilterButton />
    <DownloadButton path="console/audit/export?format=csv" filename="audit.csv" label="Export" icon={<Download />} />
  </TopToolbar>
);

export function AuditList() {
  return (
    <AppList
      filters={filters}
      actions={<Actions />}
      sort={{ field: 'at', order: 'DESC' }}
      nothingYet="Every sign-in, refusal and action of an operator is written down here."
    >
      <DataTable bulkActionButtons={false} rowClick="show">
        <DataTable.Col
          source="what"
          label="Action"
          render={(record: AuditRecord) => <TwoLines first={record.what} second={record.entry.reason} />}
        />
        <DataTable.Col label="By" render={(record: AuditRecord) => <Actor record={record} />} />
        <DataTable.Col label="On" render={(record: AuditRecord) => <Subject record={record} />} />
        <DataTable.Col source="at" label="When" render={(record: AuditRecord) => <Moment at={record.at} />} />
      </DataTable>
    </AppList>
  );
}

import Download from '@mui/icons-material/DownloadOutlined';
import { AppList } from '@purser/kit/console/ui/AppList';
import { DateTimeInput, FilterButton, SearchInput, TextInput, TopToolbar } from 'react-admin';
import { AuditTable } from './AuditTable.js';
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
      <AuditTable />
    </AppList>
  );
}

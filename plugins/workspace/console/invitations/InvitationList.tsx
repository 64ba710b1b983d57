import { AppList } from '@purser/kit/console/ui/AppList';
import { ExportCsv } from '@purser/kit/console/ui/ExportCsv';
import { DateTimeInput, FilterButton, SearchInput, SelectInput, TopToolbar } from 'react-admin';
import { InvitationTable } from './InvitationTable.js';
import { invitationTones } from './invitationTones.js';

const filters = [
  <SearchInput key="q" source="q" alwaysOn placeholder="Address or workspace" />,
  <SelectInput
    key="state"
    source="state"
    alwaysOn
    choices={Object.keys(invitationTones).map((state) => ({ id: state, name: state }))}
  />,
  <DateTimeInput key="from" source="createdAt_gte" label="Invited since" />,
];

const exported = [
  'id',
  'email',
  'workspaceId',
  'workspaceName',
  'role',
  'state',
  'invitedByEmail',
  'createdAt',
  'expiresAt',
];

const Actions = () => (
  <TopToolbar>
    <FilterButton />
    <ExportCsv fields={exported} />
  </TopToolbar>
);

export function InvitationList() {
  return (
    <AppList
      filters={filters}
      actions={<Actions />}
      sort={{ field: 'createdAt', order: 'DESC' }}
      nothingYet="Invitations that owners and admins send to join their workspace appear here."
    >
      <InvitationTable workspace />
    </AppList>
  );
}

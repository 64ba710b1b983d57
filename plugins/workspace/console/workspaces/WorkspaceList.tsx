import { notOnPhone } from '@purser/kit/console/columns';
import { AppList } from '@purser/kit/console/ui/AppList';
import { BulkAct } from '@purser/kit/console/ui/BulkAct';
import { ExportCsv } from '@purser/kit/console/ui/ExportCsv';
import { Moment } from '@purser/kit/console/ui/Moment';
import { StatusChip } from '@purser/kit/console/ui/StatusChip';
import { TwoLines } from '@purser/kit/console/ui/TwoLines';
import {
  DataTable,
  DateTimeInput,
  FilterButton,
  NumberInput,
  type RaRecord,
  SearchInput,
  SelectInput,
  TopToolbar,
  usePermissions,
} from 'react-admin';
import { workspacePermissions } from '../../names.js';
import { workspaceTones } from './workspaceState.js';

const filters = [
  <SearchInput key="q" source="q" alwaysOn placeholder="Name or owner" />,
  <SelectInput
    key="state"
    source="state"
    alwaysOn
    choices={Object.keys(workspaceTones).map((state) => ({ id: state, name: state }))}
  />,
  <NumberInput key="members" source="members_gte" label="Members at least" />,
  <DateTimeInput key="from" source="createdAt_gte" label="Created since" />,
];

const exported = ['id', 'name', 'ownerEmail', 'state', 'members', 'seatLimit', 'createdAt', 'suspendedReason'];

const Actions = () => (
  <TopToolbar>
    <FilterButton />
    <ExportCsv fields={exported} />
  </TopToolbar>
);

export function WorkspaceList() {
  const { permissions } = usePermissions<string[]>();
  const mayAct = permissions?.includes(workspacePermissions.suspend.name) ?? false;
  return (
    <AppList
      filters={filters}
      actions={<Actions />}
      sort={{ field: 'createdAt', order: 'DESC' }}
      nothingYet="A workspace appears as soon as a customer creates one."
    >
      <DataTable bulkActionButtons={mayAct ? <WithMany /> : false} rowClick="show">
        <DataTable.Col
          source="name"
          render={(record: RaRecord) => <TwoLines first={record.name} second={record.ownerEmail} />}
        />
        <DataTable.Col
          source="state"
          render={({ state }: RaRecord) => <StatusChip label={state} tone={workspaceTones[state] ?? 'paused'} />}
        />
        <DataTable.NumberCol source="members" sx={notOnPhone} />
        <DataTable.Col
          source="createdAt"
          label="Created"
          sx={notOnPhone}
          render={(record: RaRecord) => <Moment at={record.createdAt} />}
        />
      </DataTable>
    </AppList>
  );
}

const what = ['workspace', 'workspaces'] as const;
const reasons = { workspace_not_found: 'It is deleted already.' };

function WithMany() {
  return (
    <>
      <BulkAct
        verb="suspend-many"
        what={what}
        reasons={reasons}
        label="Suspend"
        done="suspended"
        danger
        reason
        needs={workspacePermissions.suspend.name}
        explain="Nothing can be changed in the chosen workspaces until they are resumed, and open connections are closed. Nothing is deleted; what was not sent stays on the devices."
      />
      <BulkAct
        verb="resume-many"
        what={what}
        reasons={reasons}
        label="Resume"
        done="resumed"
        reason
        needs={workspacePermissions.suspend.name}
        explain="People can work in the chosen workspaces again, with everything as it was."
      />
      <BulkAct
        verb="delete-many"
        what={what}
        reasons={reasons}
        label="Delete"
        done="deleted"
        danger
        reason
        needs={workspacePermissions.delete.name}
        explain="The chosen workspaces close for everybody at once. Each can be brought back for 30 days, unless this installation says otherwise; after that it is erased for good."
      />
    </>
  );
}

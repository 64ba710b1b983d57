import { AppList } from '@purser/kit/console/ui/AppList';
import { Moment } from '@purser/kit/console/ui/Moment';
import { StatusChip, type Tone } from '@purser/kit/console/ui/StatusChip';
import { TwoLines } from '@purser/kit/console/ui/TwoLines';
import { DataTable, type RaRecord, SearchInput, SelectInput } from 'react-admin';
import { Link } from 'react-router-dom';

const tones: Record<string, Tone> = {
  pending: 'working',
  accepted: 'good',
  declined: 'paused',
  revoked: 'paused',
  expired: 'paused',
};

const filters = [
  <SearchInput key="q" source="q" alwaysOn placeholder="Address or workspace" />,
  <SelectInput key="state" source="state" choices={Object.keys(tones).map((state) => ({ id: state, name: state }))} />,
];

export function InvitationList() {
  return (
    <AppList
      filters={filters}
      sort={{ field: 'createdAt', order: 'DESC' }}
      nothingYet="Invitations that owners and admins send to join their workspace appear here."
    >
      <DataTable bulkActionButtons={false} rowClick={false}>
        <DataTable.Col
          source="email"
          label="To"
          render={(r: RaRecord) => <TwoLines first={r.email} second={`by ${r.invitedByEmail}`} />}
        />
        <DataTable.Col
          source="workspaceName"
          label="Workspace"
          render={(r: RaRecord) => <Link to={`/workspaces/${r.workspaceId}/show`}>{r.workspaceName}</Link>}
        />
        <DataTable.Col source="role" />
        <DataTable.Col
          source="state"
          render={(r: RaRecord) => <StatusChip label={r.state} tone={tones[r.state] ?? 'paused'} />}
        />
        <DataTable.Col source="expiresAt" label="Expires" render={(r: RaRecord) => <Moment at={r.expiresAt} />} />
      </DataTable>
    </AppList>
  );
}

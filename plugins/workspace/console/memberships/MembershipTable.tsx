import { ActionButton } from '@purser/kit/console/ui/ActionButton';
import { Moment } from '@purser/kit/console/ui/Moment';
import { TwoLines } from '@purser/kit/console/ui/TwoLines';
import { DataTable, type RaRecord } from 'react-admin';
import { Link } from 'react-router-dom';
import { workspacePermissions } from '../../names.js';

/** Memberships as seen from a list of all (both sides), from a workspace (the person) or from a person (the workspace). */
export function MembershipTable({ person = false, workspace = false }: { person?: boolean; workspace?: boolean }) {
  return (
    <DataTable bulkActionButtons={false} rowClick={false} resource="memberships">
      {person ? (
        <DataTable.Col
          source="userEmail"
          label="Person"
          render={(r: RaRecord) => (
            <TwoLines first={<Link to={`/users/${r.userId}/show`}>{r.userName}</Link>} second={r.userEmail} />
          )}
        />
      ) : null}
      {workspace ? (
        <DataTable.Col
          source="workspaceName"
          label="Workspace"
          render={(r: RaRecord) => <Link to={`/workspaces/${r.workspaceId}/show`}>{r.workspaceName}</Link>}
        />
      ) : null}
      <DataTable.Col source="role" />
      <DataTable.Col source="createdAt" label="Since" render={(r: RaRecord) => <Moment at={r.createdAt} />} />
      <DataTable.Col label="Actions" align="right">
        <ActionButton
          resource="memberships"
          verb="delete"
          label="Remove"
          danger
          reason
          needs={workspacePermissions.removeMembers.name}
          explain="The person loses access at once on every device; what they have not sent stays on their device. The workspace and its data are not touched."
          done="Removed. Open connections were closed."
        />
      </DataTable.Col>
    </DataTable>
  );
}

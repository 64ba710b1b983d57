import { Stack } from '@mui/material';
import { ActionButton } from '@purser/kit/console/ui/ActionButton';
import { BulkAct } from '@purser/kit/console/ui/BulkAct';
import { Moment } from '@purser/kit/console/ui/Moment';
import { TwoLines } from '@purser/kit/console/ui/TwoLines';
import { DataTable, type RaRecord, usePermissions } from 'react-admin';
import { Link } from 'react-router-dom';
import { workspacePermissions } from '../../names.js';
import { ChangeRole } from './ChangeRole.js';

const needs = workspacePermissions.removeMembers.name;
const explain =
  'Access ends at once on every device; what was not sent stays on the device. The workspace and its data are not touched. The only owner of a workspace cannot be removed: transfer it first.';

/** Memberships as seen from a list of all (both sides), from a workspace (the person) or from a person (the workspace). */
export function MembershipTable({ person = false, workspace = false }: { person?: boolean; workspace?: boolean }) {
  const { permissions } = usePermissions<string[]>();
  const many = permissions?.includes(needs) ? (
    <BulkAct verb="remove-many" label="Remove" done="removed" danger reason needs={needs} explain={explain} />
  ) : (
    false
  );
  return (
    <DataTable bulkActionButtons={many} rowClick={false} resource="memberships">
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
        <Stack direction="row" sx={{ justifyContent: 'flex-end' }}>
          <ChangeRole />
          <ActionButton
            resource="memberships"
            verb="delete"
            label="Remove"
            danger
            reason
            needs={needs}
            explain={explain}
            done="Removed. Open connections were closed."
          />
        </Stack>
      </DataTable.Col>
    </DataTable>
  );
}

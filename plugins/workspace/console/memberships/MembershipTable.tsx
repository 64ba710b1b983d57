import { Box } from '@mui/material';
import { notOnPhone, onPhone } from '@purser/kit/console/columns';
import { ActionButton } from '@purser/kit/console/ui/ActionButton';
import { BulkAct } from '@purser/kit/console/ui/BulkAct';
import { Moment } from '@purser/kit/console/ui/Moment';
import { RowActions } from '@purser/kit/console/ui/RowActions';
import { TwoLines } from '@purser/kit/console/ui/TwoLines';
import { DataTable, type RaRecord, usePermissions, useRecordContext } from 'react-admin';
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
    <BulkAct
      what={['membership', 'memberships']}
      verb="remove-many"
      label="Remove"
      done="removed"
      danger
      reason
      needs={needs}
      explain={explain}
    />
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
            <>
              <TwoLines first={<Link to={`/users/${r.userId}/show`}>{r.userName}</Link>} second={r.userEmail} />
              <Box sx={onPhone}>
                {r.role}
                {workspace ? <> of {workspaceLink(r)}</> : null}
              </Box>
            </>
          )}
        />
      ) : null}
      {workspace ? (
        <DataTable.Col
          source="workspaceName"
          label="Workspace"
          sx={person ? notOnPhone : undefined}
          render={workspaceLink}
        />
      ) : null}
      <DataTable.Col source="role" sx={person ? notOnPhone : undefined} />
      <DataTable.Col
        source="createdAt"
        label="Since"
        sx={notOnPhone}
        render={(r: RaRecord) => <Moment at={r.createdAt} />}
      />
      <DataTable.Col label="Actions" align="right">
        <RowActions>
          <ChangeRole />
          <RemoveMember />
        </RowActions>
      </DataTable.Col>
    </DataTable>
  );
}

const workspaceLink = (r: RaRecord) => <Link to={`/workspaces/${r.workspaceId}/show`}>{r.workspaceName}</Link>;

function RemoveMember() {
  const record = useRecordContext();
  if (!record) return null;
  return (
    <ActionButton
      resource="memberships"
      verb="delete"
      label="Remove"
      title={`Remove ${record.userName} from ${record.workspaceName}`}
      danger
      reason
      needs={needs}
      explain={explain}
      done="Removed. Open connections were closed."
    />
  );
}

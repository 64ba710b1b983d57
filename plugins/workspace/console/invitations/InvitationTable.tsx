import { Stack } from '@mui/material';
import { ActionButton } from '@purser/kit/console/ui/ActionButton';
import { BulkAct } from '@purser/kit/console/ui/BulkAct';
import { Moment } from '@purser/kit/console/ui/Moment';
import { StatusChip } from '@purser/kit/console/ui/StatusChip';
import { TwoLines } from '@purser/kit/console/ui/TwoLines';
import { DataTable, type RaRecord, usePermissions, useRecordContext } from 'react-admin';
import { Link } from 'react-router-dom';
import { workspacePermissions } from '../../names.js';
import { invitationTones } from './invitationTones.js';

const needs = workspacePermissions.manageInvitations.name;
const revoking = 'The link in the mail stops working at once. Whoever invited can invite the same address again.';

/** Invitations of all workspaces, or on the page of one. */
export function InvitationTable({ workspace = false }: { workspace?: boolean }) {
  const { permissions } = usePermissions<string[]>();
  const many = permissions?.includes(needs) ? (
    <BulkAct verb="revoke-many" label="Revoke" done="revoked" danger reason needs={needs} explain={revoking} />
  ) : (
    false
  );
  return (
    <DataTable
      bulkActionButtons={many}
      rowClick={false}
      resource="invitations"
      isRowSelectable={({ state }) => state === 'pending'}
    >
      <DataTable.Col
        source="email"
        label="To"
        render={(r: RaRecord) => <TwoLines first={r.email} second={`by ${r.invitedByEmail}`} minWidth={220} />}
      />
      {workspace ? (
        <DataTable.Col
          source="workspaceName"
          label="Workspace"
          render={(r: RaRecord) => <Link to={`/workspaces/${r.workspaceId}/show`}>{r.workspaceName}</Link>}
        />
      ) : null}
      <DataTable.Col source="role" />
      <DataTable.Col
        source="state"
        render={(r: RaRecord) => <StatusChip label={r.state} tone={invitationTones[r.state] ?? 'paused'} />}
      />
      <DataTable.Col source="expiresAt" label="Expires" render={(r: RaRecord) => <Moment at={r.expiresAt} />} />
      <DataTable.Col label="Actions" align="right">
        <Actions />
      </DataTable.Col>
    </DataTable>
  );
}

function Actions() {
  const record = useRecordContext();
  if (record?.state !== 'pending' && record?.state !== 'expired') return null;
  return (
    <Stack direction="row" sx={{ justifyContent: 'flex-end' }}>
      <ActionButton
        resource="invitations"
        verb="resend"
        label="Resend"
        reason
        needs={needs}
        explain={`A new mail goes to ${record.email}, and its days start anew. The link before it stops working.`}
        done="The invitation is on its way again."
      />
      {record.state === 'pending' ? (
        <ActionButton
          resource="invitations"
          verb="revoke"
          label="Revoke"
          danger
          reason
          needs={needs}
          explain={revoking}
          done="Revoked. Its link works no more."
        />
      ) : null}
    </Stack>
  );
}

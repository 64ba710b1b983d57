import { Box } from '@mui/material';
import { notOnPhone, onPhone } from '@purser/kit/console/columns';
import { ActionButton } from '@purser/kit/console/ui/ActionButton';
import { BulkAct } from '@purser/kit/console/ui/BulkAct';
import { Moment } from '@purser/kit/console/ui/Moment';
import { RowActions } from '@purser/kit/console/ui/RowActions';
import { StatusChip } from '@purser/kit/console/ui/StatusChip';
import { TwoLines } from '@purser/kit/console/ui/TwoLines';
import { DataTable, type RaRecord, usePermissions, useRecordContext } from 'react-admin';
import { Link } from 'react-router-dom';
import { workspacePermissions } from '../../names.js';
import { invitationTones } from './invitationTones.js';

const needs = workspacePermissions.manageInvitations.name;
const revoking = 'The link in the mail stops working at once. Whoever invited can invite the same address again.';

const reasons = {
  invitation_revoked: 'It was revoked already.',
  invitation_used: 'It was answered already.',
  invitation_expired: 'It has expired.',
};

const chip = (r: RaRecord) => <StatusChip label={r.state} tone={invitationTones[r.state] ?? 'paused'} />;
const workspaceLink = (r: RaRecord) => <Link to={`/workspaces/${r.workspaceId}/show`}>{r.workspaceName}</Link>;

/** Invitations of all workspaces, or on the page of one. */
export function InvitationTable({ workspace = false }: { workspace?: boolean }) {
  const { permissions } = usePermissions<string[]>();
  const many = permissions?.includes(needs) ? (
    <BulkAct
      what={['invitation', 'invitations']}
      reasons={reasons}
      verb="revoke-many"
      label="Revoke"
      done="revoked"
      danger
      reason
      needs={needs}
      explain={revoking}
    />
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
        render={(r: RaRecord) => (
          <>
            <TwoLines first={r.email} second={`by ${r.invitedByEmail}`} minWidth={220} />
            <Box sx={onPhone}>
              {r.role}
              {workspace ? <> of {workspaceLink(r)}</> : null}
              <Box sx={{ mt: 0.5 }}>{chip(r)}</Box>
            </Box>
          </>
        )}
      />
      {workspace ? (
        <DataTable.Col source="workspaceName" label="Workspace" sx={notOnPhone} render={workspaceLink} />
      ) : null}
      <DataTable.Col source="role" sx={notOnPhone} />
      <DataTable.Col source="state" sx={notOnPhone} render={chip} />
      <DataTable.Col
        source="expiresAt"
        label="Expires"
        sx={notOnPhone}
        render={(r: RaRecord) => <Moment at={r.state === 'pending' || r.state === 'expired' ? r.expiresAt : null} />}
      />
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
    <RowActions>
      <ActionButton
        resource="invitations"
        verb="resend"
        label="Resend"
        title={`Resend the invitation of ${record.email}`}
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
          title={`Revoke the invitation of ${record.email}`}
          danger
          reason
          needs={needs}
          explain={revoking}
          done="Revoked. Its link works no more."
        />
      ) : null}
    </RowActions>
  );
}

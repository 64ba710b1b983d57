import { Alert, Stack } from '@mui/material';
import { AppShow } from '@purser/kit/console/ui/AppShow';
import { Facts } from '@purser/kit/console/ui/Facts';
import { Moment } from '@purser/kit/console/ui/Moment';
import { RecordTabs } from '@purser/kit/console/ui/RecordTabs';
import { RecordTitle } from '@purser/kit/console/ui/RecordTitle';
import { StatusChip } from '@purser/kit/console/ui/StatusChip';
import { TabbedShowLayout, useRecordContext } from 'react-admin';
import { Link } from 'react-router-dom';
import { WorkspaceInvitations } from '../invitations/WorkspaceInvitations.js';
import { WorkspaceMembers } from '../memberships/WorkspaceMembers.js';
import { WorkspaceActions } from './WorkspaceActions.js';
import { workspaceTones } from './workspaceState.js';

export function WorkspaceShow() {
  return (
    <AppShow title={<RecordTitle source="name" />}>
      <RecordTabs on="workspaces">
        <TabbedShowLayout.Tab label="Overview">
          <Overview />
        </TabbedShowLayout.Tab>
        <TabbedShowLayout.Tab label="Members" path="members">
          <WorkspaceMembers />
        </TabbedShowLayout.Tab>
        <TabbedShowLayout.Tab label="Invitations" path="invitations">
          <WorkspaceInvitations />
        </TabbedShowLayout.Tab>
      </RecordTabs>
    </AppShow>
  );
}

function Overview() {
  const record = useRecordContext();
  if (!record) return null;
  return (
    <Stack spacing={3}>
      <WorkspaceActions />
      {record.state === 'suspended' ? (
        <Alert severity="warning">
          Suspended <Moment at={record.suspendedAt} />: “{record.suspendedReason}”. Nothing was deleted.
        </Alert>
      ) : null}
      {record.state === 'deleted' ? (
        <Alert severity="error">
          Deleted <Moment at={record.deletedAt} />. It is erased for good after <Moment at={record.purgeAfter} />; until
          then it can be brought back.
        </Alert>
      ) : null}
      <Facts
        rows={[
          ['Name', record.name],
          ['State', <StatusChip key="state" label={record.state} tone={workspaceTones[record.state] ?? 'paused'} />],
          [
            'Owner',
            record.ownerId ? (
              <Link key="owner" to={`/users/${record.ownerId}/show`}>
                {record.ownerEmail}
              </Link>
            ) : null,
          ],
          ['Members', record.members],
          ['Owners', record.owners],
          ['Seats', record.seatLimit ?? 'as many as come'],
          ['Created', <Moment key="created" at={record.createdAt} />],
          ['Id', record.id],
        ]}
      />
    </Stack>
  );
}

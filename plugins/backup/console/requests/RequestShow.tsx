import { Alert, Stack } from '@mui/material';
import { AppShow } from '@purser/kit/console/ui/AppShow';
import { Facts } from '@purser/kit/console/ui/Facts';
import { Moment } from '@purser/kit/console/ui/Moment';
import { StatusChip } from '@purser/kit/console/ui/StatusChip';
import { SimpleShowLayout, useRecordContext } from 'react-admin';
import { Link } from 'react-router-dom';
import type { RestoreRequestState } from '../../records.js';
import { useFollowedBackups } from '../progress/useFollowedBackups.js';
import { RequestActions } from './RequestActions.js';
import { requestTones } from './requestStates.js';

export function RequestShow() {
  const followed = useFollowedBackups();
  return (
    <AppShow title={<Heading />} queryOptions={followed}>
      <SimpleShowLayout>
        <Overview />
      </SimpleShowLayout>
    </AppShow>
  );
}

function Heading() {
  const request = useRecordContext();
  return <>{request ? `Restore of ${request.workspaceName ?? 'a workspace'}, asked for by its owner` : ''}</>;
}

function Overview() {
  const request = useRecordContext();
  if (!request) return null;
  return (
    <Stack spacing={3}>
      {request.state === 'requested' ? (
        <Alert severity="info">
          {request.requestedByName ?? 'An owner'} waits for an answer: {request.reason}
        </Alert>
      ) : null}
      <RequestActions />
      <Facts
        rows={[
          [
            'State',
            <StatusChip key="state" label={request.state} tone={requestTones[request.state as RestoreRequestState]} />,
          ],
          [
            'Workspace',
            <Link key="workspace" to={`/workspaces/${request.workspaceId}/show`}>
              {request.workspaceName ?? request.workspaceId}
            </Link>,
          ],
          ['As it was at', new Date(request.asOf).toLocaleString('en-GB')],
          [
            'Backup',
            <Link key="backup" to={`/backups/${request.backupId}/show`}>
              {request.backupId}
            </Link>,
          ],
          ['Reason', request.reason],
          [
            'Asked for by',
            <Link key="by" to={`/users/${request.requestedBy}/show`}>
              {request.requestedByName ?? request.requestedBy}
            </Link>,
          ],
          ['Asked for', <Moment key="at" at={request.requestedAt} />],
          ['Answered', request.decidedAt ? <Moment key="decided" at={request.decidedAt} /> : null],
          ['Answered by', request.decidedBy],
          ['Answer', request.answer],
          [
            'Restore',
            request.restoreId ? (
              <Link key="restore" to={`/restores/${request.restoreId}/show`}>
                how it went
              </Link>
            ) : null,
          ],
          [
            'Became',
            request.restoredWorkspaceId ? (
              <Link key="became" to={`/workspaces/${request.restoredWorkspaceId}/show`}>
                {request.restoredWorkspaceId === request.workspaceId ? 'the workspace itself' : 'a new workspace'}
              </Link>
            ) : null,
          ],
        ]}
      />
    </Stack>
  );
}

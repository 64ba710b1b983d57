import { Alert, AlertTitle, Stack } from '@mui/material';
import { AppShow } from '@purser/kit/console/ui/AppShow';
import { Facts } from '@purser/kit/console/ui/Facts';
import { Moment } from '@purser/kit/console/ui/Moment';
import { StatusChip } from '@purser/kit/console/ui/StatusChip';
import { SimpleShowLayout, useRecordContext } from 'react-admin';
import { Link } from 'react-router-dom';
import { bytesIn, isAtWork, seconds } from '../backups/backupStates.js';
import { ProgressPanel } from '../progress/ProgressPanel.js';
import { useFollowedBackups } from '../progress/useFollowedBackups.js';
import { restoreTones } from './restoreTones.js';

export function RestoreShow() {
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
  const record = useRecordContext();
  return <>{record ? (record.mode === 'drill' ? 'Drill' : record.dryRun ? 'Restore, only tried' : 'Restore') : ''}</>;
}

function Overview() {
  const record = useRecordContext();
  if (!record) return null;
  const { report } = record;
  return (
    <Stack spacing={3}>
      {isAtWork(record.state) ? (
        <ProgressPanel
          of={record.mode === 'drill' ? 'drill' : 'restore'}
          state={record.state}
          progress={record.progress}
        />
      ) : null}
      {record.state === 'failed' ? (
        <Alert severity="error" variant="filled">
          <AlertTitle>It was not restored: {record.errorCode}</AlertTitle>
          {record.error}
        </Alert>
      ) : null}
      {record.state === 'succeeded' && record.newWorkspaceId ? (
        <Alert severity="success">
          It is there:{' '}
          <Link to={`/workspaces/${record.newWorkspaceId}/show`}>
            {record.mode === 'copy' ? 'the new workspace' : 'the workspace'}
          </Link>
        </Alert>
      ) : null}
      <Facts
        rows={[
          ['State', <StatusChip key="state" label={record.state} tone={restoreTones[record.state] ?? 'paused'} />],
          [
            'Backup',
            <Link key="backup" to={`/backups/${record.backupId}/show`}>
              {report?.backupAt ? `of ${new Date(report.backupAt).toLocaleString('en-GB')}` : record.backupId}
            </Link>,
          ],
          ['How', `${record.mode}${record.dryRun && record.mode !== 'drill' ? ', only tried' : ''}`],
          [
            'What',
            report?.drilled ??
              (record.workspaceName ? (
                <Link key="workspace" to={`/workspaces/${record.workspaceId}/show`}>
                  {record.workspaceName}
                </Link>
              ) : (
                record.workspaceId
              )),
          ],
          ['As it was at', report?.backupAt ? <Moment key="at" at={report.backupAt} /> : null],
          [
            'Log',
            report?.head
              ? `to ${report.head.backup}${report.head.live === null ? '' : `; it had gone to ${report.head.live}`}`
              : null,
          ],
          [
            'Rows',
            report?.rows ?? report?.tables?.reduce((sum: number, { written }: { written: number }) => sum + written, 0),
          ],
          ['Replayed', report?.replayed ? replayedIn(report.replayed) : null],
          ['Read', report?.read ? `${bytesIn(report.read.bytes)} of ${bytesIn(report.read.of)}` : null],
          ['Took', seconds(record.startedAt, record.finishedAt)],
          ['Asked for', <Moment key="asked" at={record.requestedAt} />],
          ['By', record.requestedByEmail ?? record.requestedBy],
          ['Reason', record.reason],
        ]}
      />
    </Stack>
  );
}

function replayedIn({ events, stores, compared }: { events: number; stores: number; compared: number }): string {
  const of = `${events.toLocaleString('en')} events of ${stores} ${stores === 1 ? 'store' : 'stores'}`;
  return `${of}; ${compared} made the same state as the living log`;
}

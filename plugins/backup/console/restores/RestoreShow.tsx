import { Alert, AlertTitle, Box, LinearProgress, Stack, Typography } from '@mui/material';
import { Facts } from '@purser/kit/console/ui/Facts';
import { Moment } from '@purser/kit/console/ui/Moment';
import { StatusChip } from '@purser/kit/console/ui/StatusChip';
import { type RaRecord, Show, SimpleShowLayout, useRecordContext } from 'react-admin';
import { Link } from 'react-router-dom';
import { bytesIn, isAtWork, seconds } from '../backups/backupStates.js';
import { restoreTones } from './restoreTones.js';

const refetch = {
  refetchInterval: (query: { state: { data?: RaRecord } }) => (isAtWork(query.state.data?.state) ? 1_000 : false),
};

export function RestoreShow() {
  return (
    <Show actions={false} title={<Heading />} queryOptions={refetch as object}>
      <SimpleShowLayout>
        <Overview />
      </SimpleShowLayout>
    </Show>
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
        <Box role="status">
          <Typography gutterBottom>
            {record.state === 'queued' ? 'It waits for a worker.' : 'It is being restored.'}
          </Typography>
          <LinearProgress aria-label="Progress of the restore" />
        </Box>
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
              {record.backupId}
            </Link>,
          ],
          ['How', `${record.mode}${record.dryRun && record.mode !== 'drill' ? ', only tried' : ''}`],
          ['What', report?.drilled ?? record.workspaceId],
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
          ['Read', report?.read ? `${bytesIn(report.read.bytes)} of ${bytesIn(report.read.of)}` : null],
          ['Took', seconds(record.startedAt, record.finishedAt)],
          ['Asked for', <Moment key="asked" at={record.requestedAt} />],
          ['By', record.requestedBy],
          ['Reason', record.reason],
        ]}
      />
    </Stack>
  );
}

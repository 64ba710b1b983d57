import { Alert, AlertTitle, Stack } from '@mui/material';
import { AppShow } from '@purser/kit/console/ui/AppShow';
import { Facts } from '@purser/kit/console/ui/Facts';
import { Moment } from '@purser/kit/console/ui/Moment';
import { StatusChip } from '@purser/kit/console/ui/StatusChip';
import { SimpleShowLayout, useRecordContext } from 'react-admin';
import { Link } from 'react-router-dom';
import type { BackupState } from '../../records.js';
import { ProgressPanel } from '../progress/ProgressPanel.js';
import { useFollowedBackups } from '../progress/useFollowedBackups.js';
import { BackupActions } from './BackupActions.js';
import { backupTones, bytesIn, isAtWork, isBad, kindWords, seconds } from './backupStates.js';

export function BackupShow() {
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
  const run = useRecordContext();
  if (!run) return null;
  const what = run.kind === 'workspace' ? (run.workspaceName ?? 'one workspace') : kindWords[run.kind as 'full'];
  return <>{`Backup of ${run.kind === 'workspace' ? what : what.toLowerCase()}`}</>;
}

function Overview() {
  const run = useRecordContext();
  if (!run) return null;
  return (
    <Stack spacing={3}>
      {isAtWork(run.state) ? <ProgressPanel of="backup" state={run.state} progress={run.progress} /> : null}
      {isBad(run.state) ? (
        <Alert severity="error" variant="filled">
          <AlertTitle>
            This backup {run.state === 'corrupt' ? 'is corrupt' : 'failed'}: {run.errorCode}
          </AlertTitle>
          {run.error} Nothing of the live data was touched.
        </Alert>
      ) : null}
      <BackupActions />
      <Facts
        rows={[
          ['State', <StatusChip key="state" label={run.state} tone={backupTones[run.state as BackupState]} />],
          [
            'What',
            run.workspaceId ? (
              <Link key="workspace" to={`/workspaces/${run.workspaceId}/show`}>
                {run.workspaceName ?? run.workspaceId}
              </Link>
            ) : (
              kindWords[run.kind as 'full']
            ),
          ],
          [
            'Stands on',
            run.baseId ? (
              <Link key="base" to={`/backups/${run.baseId}/show`}>
                the backup before: both are needed, and kept
              </Link>
            ) : null,
          ],
          ['As it was at', <Moment key="at" at={run.snapshotAt} />],
          ['Taken in', seconds(run.startedAt, run.uploadedAt)],
          ['Verified', <Moment key="verified" at={run.verifiedAt} />],
          ['Drilled', <Moment key="drilled" at={run.drilledAt} />],
          ['Rows', run.rows?.toLocaleString('en')],
          ['Workspaces', run.workspaces?.toLocaleString('en')],
          ['Size', run.bytes == null ? null : `${bytesIn(run.bytes)} of ${bytesIn(run.rawBytes)} as text`],
          ['Target', run.target],
          ['Key', run.keyId],
          ['Held', run.heldAt ? `since ${new Date(run.heldAt).toLocaleString('en-GB')}: ${run.heldReason}` : 'no'],
          ['Asked for by', `${run.requestedByEmail ?? run.requestedBy} (${run.trigger})`],
          ['Reason', run.reason],
          ['Tries', run.attempts],
          ['SHA-256', run.sha256],
          ['Id', run.id],
        ]}
      />
    </Stack>
  );
}

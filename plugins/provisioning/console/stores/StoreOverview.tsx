import Retry from '@mui/icons-material/ReplayOutlined';
import { Alert, AlertTitle, Stack } from '@mui/material';
import { ActionButton } from '@purser/kit/console/ui/ActionButton';
import { Facts } from '@purser/kit/console/ui/Facts';
import { Moment } from '@purser/kit/console/ui/Moment';
import { StatusChip } from '@purser/kit/console/ui/StatusChip';
import { useRecordContext } from 'react-admin';
import { Link } from 'react-router-dom';
import { provisioningPermissions } from '../../names.js';
import type { StorePhase } from '../../records.js';
import { StoreActions } from './StoreActions.js';
import { StoreUsage } from './StoreUsage.js';
import { storeTones } from './storeTones.js';

export function StoreOverview() {
  const record = useRecordContext();
  if (!record) return null;
  return (
    <Stack spacing={3}>
      <StoreActions />
      {record.held ? (
        <Alert severity="warning">
          <AlertTitle>
            {record.held === 'full' ? 'Suspended' : 'Made read-only'}{' '}
            {record.heldBy === 'quota' ? 'for its quota' : 'by an operator'}
          </AlertTitle>
          {record.heldReason} (<Moment at={record.heldAt} />)
        </Alert>
      ) : null}
      {record.degradedSince ? (
        <Alert severity="error">
          <AlertTitle>Degraded</AlertTitle>
          Probes do not get through since <Moment at={record.degradedSince} />: {record.degradedReason}. The tab Probes
          says more.
        </Alert>
      ) : null}
      {record.phase === 'failed' ? <Failure error={record.error} from={record.failedFrom} /> : null}
      <StoreUsage />
      <Facts
        rows={[
          ['Phase', <StatusChip key="phase" label={record.phase} tone={storeTones[record.phase as StorePhase]} />],
          [
            'Workspace',
            record.workspaceName ? (
              <Link key="workspace" to={`/workspaces/${record.workspaceId}/show`}>
                {record.workspaceName}
              </Link>
            ) : (
              'Erased for good'
            ),
          ],
          ['Shall be', record.desired],
          ['Mode', record.mode],
          ['Time to ready', record.readyMs == null ? null : `${(record.readyMs / 1000).toFixed(2)} s`],
          ['Head', record.head],
          ['Slowest device', slowest(record.lag)],
          ['Last push', <Moment key="push" at={record.lastPushAt} />],
          ['Erased after', record.purgeAfter ? <Moment key="purge" at={record.purgeAfter} /> : null],
          ['Requested', <Moment key="created" at={record.requestedAt} />],
          ['Id', record.id],
        ]}
      />
    </Stack>
  );
}

function slowest(lag: number | null): string {
  if (lag === null) return 'nobody follows the store now';
  return lag > 0 ? `${lag} events behind` : 'up to date';
}

function Failure({ error, from }: { error: string | null; from: string | null }) {
  const leaving = from === 'purging';
  return (
    <Alert
      severity="error"
      action={
        <ActionButton
          verb="retry"
          label="Try again"
          icon={<Retry />}
          reason
          needs={provisioningPermissions.retry.name}
          explain="The steps start where they stopped; those that are done are not done twice."
          done={leaving ? 'The store is being erased again.' : 'The store is being provisioned again.'}
        />
      }
    >
      <AlertTitle>This store could not be {leaving ? 'erased' : 'provisioned'}</AlertTitle>
      It stopped while {from ?? 'working'}: {error ?? 'no cause was given'}.{' '}
      {leaving
        ? 'Its workspace is gone; what is left of the log is closed to everybody.'
        : 'The workspace is safe; its members wait.'}
    </Alert>
  );
}

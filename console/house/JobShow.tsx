import { Card, CardContent, Stack } from '@mui/material';
import { saidInPlace } from '@purser/kit/console/ui/AppShow';
import { Facts } from '@purser/kit/console/ui/Facts';
import { LoadFailed } from '@purser/kit/console/ui/LoadFailed';
import { Moment } from '@purser/kit/console/ui/Moment';
import { StatusChip } from '@purser/kit/console/ui/StatusChip';
import { ShowBase, Title, useShowContext } from 'react-admin';
import { jobTones, RetryJob } from './JobList.js';

export function JobShow() {
  return (
    <ShowBase queryOptions={saidInPlace}>
      <Title title="Job" />
      <Job />
    </ShowBase>
  );
}

function Job() {
  const { record, error, refetch } = useShowContext();
  if (!record) return error ? <LoadFailed what="This job" error={error as Error} retry={() => void refetch()} /> : null;
  return (
    <Card variant="outlined" sx={{ my: 2 }}>
      <CardContent>
        <Stack direction="row" sx={{ justifyContent: 'flex-end' }}>
          <RetryJob />
        </Stack>
        <Facts
          rows={[
            ['Job', record.name],
            ['State', <StatusChip key="state" label={record.state} tone={jobTones[record.state] ?? 'working'} />],
            ['Attempts', `${record.attempts} of ${record.maxAttempts}`],
            ['Error', record.error],
            ['Queued', <Moment key="queued" at={record.createdAt} />],
            ['Next try', <Moment key="next" at={record.runAt} />],
            ['Running since', <Moment key="since" at={record.startedAt} />],
            ['Schedule (UTC)', record.schedule],
            ['Last success of this job', <Moment key="success" at={record.lastSuccessAt} />],
          ]}
        />
      </CardContent>
    </Card>
  );
}

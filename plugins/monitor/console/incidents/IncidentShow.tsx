import { Alert, Stack } from '@mui/material';
import { AppShow } from '@purser/kit/console/ui/AppShow';
import { Facts } from '@purser/kit/console/ui/Facts';
import { Moment } from '@purser/kit/console/ui/Moment';
import { StatusChip } from '@purser/kit/console/ui/StatusChip';
import { type RaRecord, SimpleShowLayout, useRecordContext } from 'react-admin';
import { Link } from 'react-router-dom';
import { duration, subjectWords } from '../words.js';

const refetch = {
  refetchInterval: (query: { state: { data?: RaRecord } }) => (query.state.data?.open ? 10_000 : false),
};

export function IncidentShow() {
  return (
    <AppShow title={<Heading />} queryOptions={refetch as object}>
      <SimpleShowLayout>
        <Overview />
      </SimpleShowLayout>
    </AppShow>
  );
}

function Heading() {
  const record = useRecordContext();
  return <>{record ? subjectWords(record.subject) : ''}</>;
}

function Overview() {
  const record = useRecordContext();
  if (!record) return null;
  const { open, subject, cause, detail, openedAt, closedAt, seconds } = record;
  return (
    <Stack spacing={3}>
      <Alert severity={open ? 'error' : 'success'}>
        {open ? detail : `It answers again, after ${duration(seconds)}. It was: ${detail}`}
      </Alert>
      <Facts
        rows={[
          ['State', <StatusChip key="state" label={open ? 'open' : 'over'} tone={open ? 'bad' : 'good'} />],
          ['What', subjectWords(subject)],
          ['Failed at', cause],
          ['Since', <Moment key="since" at={openedAt} />],
          ['Until', closedAt ? <Moment key="until" at={closedAt} /> : null],
          ['Lasted', duration(seconds)],
          [
            'Probes',
            <Link key="probes" to={`/probes?filter=${encodeURIComponent(JSON.stringify(probesOf(subject)))}`}>
              Those that failed
            </Link>,
          ],
        ]}
      />
    </Stack>
  );
}

function probesOf(subject: string) {
  if (subject.startsWith('slo:')) return { ok: false };
  return subject === 'stores' ? { kind: 'store', ok: false } : { subject, ok: false };
}

import Retry from '@mui/icons-material/ReplayOutlined';
import { ActionButton } from '@purser/kit/console/ui/ActionButton';
import { AppList } from '@purser/kit/console/ui/AppList';
import { Moment } from '@purser/kit/console/ui/Moment';
import { StatusChip, type Tone } from '@purser/kit/console/ui/StatusChip';
import { TwoLines } from '@purser/kit/console/ui/TwoLines';
import { DataTable, type RaRecord, SearchInput, SelectInput, useRecordContext } from 'react-admin';

export const jobTones: Record<string, Tone> = {
  queued: 'working',
  scheduled: 'paused',
  running: 'working',
  retrying: 'working',
  failed: 'bad',
};

const filters = [
  <SearchInput key="q" source="q" alwaysOn placeholder="Job or error" />,
  <SelectInput
    key="state"
    source="state"
    choices={Object.keys(jobTones).map((state) => ({ id: state, name: state }))}
    alwaysOn
  />,
];

/** What waits, runs or has given up; what succeeded leaves the queue. */
export function JobList() {
  return (
    <AppList
      filters={filters}
      sort={{ field: 'createdAt', order: 'DESC' }}
      nothingYet="No work is waiting. Jobs that succeeded leave this list; a failed one stays until it is run again."
    >
      <DataTable bulkActionButtons={false} rowClick="show">
        <DataTable.Col
          source="name"
          label="Job"
          render={(r: RaRecord) => <TwoLines first={r.name} second={r.error} />}
        />
        <DataTable.Col
          source="state"
          render={(r: RaRecord) => <StatusChip label={r.state} tone={jobTones[r.state] ?? 'working'} />}
        />
        <DataTable.Col source="attempts" render={(r: RaRecord) => `${r.attempts} of ${r.maxAttempts}`} />
        <DataTable.Col source="runAt" label="Next try" render={(r: RaRecord) => <Moment at={r.runAt} />} />
        <DataTable.Col label="Actions" align="right">
          <RetryJob />
        </DataTable.Col>
      </DataTable>
    </AppList>
  );
}

export function RetryJob() {
  const record = useRecordContext();
  if (record?.state !== 'failed' && record?.state !== 'retrying') return null;
  return (
    <ActionButton
      verb="retry"
      label="Run again"
      icon={<Retry />}
      needs="house.manage-jobs"
      explain="The job starts at once with all its attempts. Its steps are made to be repeated, so nothing is done twice."
      done="The job will run in a moment."
    />
  );
}

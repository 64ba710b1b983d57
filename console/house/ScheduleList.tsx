import Play from '@mui/icons-material/PlayArrowOutlined';
import { ActionButton } from '@purser/kit/console/ui/ActionButton';
import { AppList } from '@purser/kit/console/ui/AppList';
import { Moment } from '@purser/kit/console/ui/Moment';
import { StatusChip } from '@purser/kit/console/ui/StatusChip';
import { TwoLines } from '@purser/kit/console/ui/TwoLines';
import { DataTable, type RaRecord, SearchInput, useRecordContext } from 'react-admin';

const filters = [<SearchInput key="q" source="q" alwaysOn placeholder="Job" />];

/** Every kind of job this house knows, with its schedule and how it has fared. */
export function ScheduleList() {
  return (
    <AppList filters={filters} sort={{ field: 'id', order: 'ASC' }} nothingYet="No plugin declares a job.">
      <DataTable bulkActionButtons={false} rowClick={false}>
        <DataTable.Col
          source="id"
          label="Job"
          render={(r: RaRecord) => <TwoLines first={r.id} second={r.lastError} />}
        />
        <DataTable.Col
          source="schedule"
          label="Schedule (UTC)"
          render={(r: RaRecord) => r.schedule ?? 'when asked for'}
        />
        <DataTable.Col label="Last result" render={(r: RaRecord) => <LastResult result={r.lastResult} />} />
        <DataTable.Col source="lastRunAt" label="Last run" render={(r: RaRecord) => <Moment at={r.lastRunAt} />} />
        <DataTable.Col label="Next run" render={(r: RaRecord) => <Moment at={r.nextRunAt} />} />
        <DataTable.NumberCol source="runs" />
        <DataTable.NumberCol source="failures" />
        <DataTable.Col label="Actions" align="right">
          <RunNow />
        </DataTable.Col>
      </DataTable>
    </AppList>
  );
}

function LastResult({ result }: { result: string | null }) {
  if (!result) return <>not run yet</>;
  return <StatusChip label={result} tone={result === 'succeeded' || result === 'success' ? 'good' : 'bad'} />;
}

function RunNow() {
  const record = useRecordContext();
  if (!record?.schedule) return null;
  return (
    <ActionButton
      verb="run"
      label="Run now"
      icon={<Play />}
      needs="house.manage-jobs"
      explain="The job runs once, now. Its schedule goes on as before."
      done="The job will run in a moment."
    />
  );
}

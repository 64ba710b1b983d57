import { AppList } from '@purser/kit/console/ui/AppList';
import { Moment } from '@purser/kit/console/ui/Moment';
import { StatusChip } from '@purser/kit/console/ui/StatusChip';
import { DataTable, type RaRecord, SelectInput } from 'react-admin';
import { seconds } from '../backups/backupStates.js';
import { useFollowedBackups } from '../progress/useFollowedBackups.js';
import { restoreTones } from './restoreTones.js';

const filters = [
  <SelectInput
    key="state"
    source="state"
    alwaysOn
    choices={['queued', 'running', 'succeeded', 'failed'].map((state) => ({ id: state, name: state }))}
  />,
];

export function RestoreList() {
  const followed = useFollowedBackups();
  return (
    <AppList
      filters={filters}
      queryOptions={followed}
      sort={{ field: 'requestedAt', order: 'DESC' }}
      nothingYet="Nothing was restored. Restores begin on the page of a backup."
    >
      <Table withMode />
    </AppList>
  );
}

export function DrillList() {
  const followed = useFollowedBackups();
  return (
    <AppList
      filters={filters}
      queryOptions={followed}
      sort={{ field: 'requestedAt', order: 'DESC' }}
      nothingYet="No backup was restored for trial. Policies do it by themselves; the page of a backup does it at once."
    >
      <Table />
    </AppList>
  );
}

function Table({ withMode }: { withMode?: boolean }) {
  return (
    <DataTable bulkActionButtons={false} rowClick="show">
      <DataTable.Col source="requestedAt" label="Asked for" render={(r: RaRecord) => <Moment at={r.requestedAt} />} />
      {withMode ? (
        <DataTable.Col
          source="mode"
          label="How"
          render={(r: RaRecord) => `${r.mode}${r.dryRun ? ', only tried' : ''}`}
        />
      ) : null}
      {withMode ? null : (
        <DataTable.Col source="report" label="What" disableSort render={(r: RaRecord) => r.report?.drilled ?? '—'} />
      )}
      <DataTable.Col
        source="state"
        render={(r: RaRecord) => (
          <StatusChip
            label={r.errorCode ? `${r.state}: ${r.errorCode}` : r.state}
            tone={restoreTones[r.state] ?? 'paused'}
          />
        )}
      />
      <DataTable.Col source="durationMs" label="Took" render={(r: RaRecord) => seconds(r.startedAt, r.finishedAt)} />
    </DataTable>
  );
}

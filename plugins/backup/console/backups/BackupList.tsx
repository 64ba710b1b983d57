import { AppList } from '@purser/kit/console/ui/AppList';
import { Moment } from '@purser/kit/console/ui/Moment';
import { StatusChip } from '@purser/kit/console/ui/StatusChip';
import { TwoLines } from '@purser/kit/console/ui/TwoLines';
import {
  DataTable,
  DateTimeInput,
  FilterButton,
  type RaRecord,
  SearchInput,
  SelectInput,
  TopToolbar,
} from 'react-admin';
import { type BackupState, backupStates } from '../../records.js';
import { useFollowedBackups } from '../progress/useFollowedBackups.js';
import { backupTones, bytesIn, kindWords } from './backupStates.js';
import { FailedBackups } from './FailedBackups.js';
import { RunNow } from './RunNow.js';
import { TargetsBox } from './TargetsBox.js';

const filters = [
  <SearchInput key="q" source="q" alwaysOn placeholder="Backup or workspace" />,
  <SelectInput
    key="state"
    source="state"
    alwaysOn
    choices={backupStates.map((state) => ({ id: state, name: state }))}
  />,
  <SelectInput
    key="kind"
    source="kind"
    choices={[
      { id: 'full', name: 'everything' },
      { id: 'events', name: 'what is new' },
      { id: 'workspace', name: 'one workspace' },
    ]}
  />,
  <DateTimeInput key="from" source="requestedAt_gte" label="Asked for since" />,
];

const actions = (
  <TopToolbar>
    <FilterButton />
    <RunNow />
  </TopToolbar>
);

export function BackupList() {
  const followed = useFollowedBackups();
  return (
    <>
      <FailedBackups />
      <AppList
        filters={filters}
        actions={actions}
        queryOptions={followed}
        sort={{ field: 'requestedAt', order: 'DESC' }}
        nothingYet="No backup was taken. Take one now, or switch a policy on and the first one comes by itself."
        firstStep={<RunNow />}
      >
        <DataTable bulkActionButtons={false} rowClick="show">
          <DataTable.Col
            source="requestedAt"
            label="Asked for"
            render={(r: RaRecord) => <TwoLines first={<Moment at={r.requestedAt} />} second={r.trigger} />}
          />
          <DataTable.Col
            source="kind"
            label="What"
            render={(r: RaRecord) =>
              r.kind === 'workspace' ? (r.workspaceName ?? 'a workspace that is gone') : kindWords[r.kind as 'full']
            }
          />
          <DataTable.Col
            source="state"
            render={(r: RaRecord) => <StatusChip label={stateOf(r)} tone={backupTones[r.state as BackupState]} />}
          />
          <DataTable.NumberCol source="rows" />
          <DataTable.Col source="bytes" label="Size" render={(r: RaRecord) => bytesIn(r.bytes)} />
          <DataTable.Col source="drilledAt" label="Drilled" render={(r: RaRecord) => <Moment at={r.drilledAt} />} />
          <DataTable.Col source="heldAt" label="Held" disableSort render={(r: RaRecord) => (r.heldAt ? 'yes' : '—')} />
        </DataTable>
      </AppList>
      <TargetsBox />
    </>
  );
}

function stateOf(run: RaRecord): string {
  return run.state === 'running'
    ? [run.progress?.phase ?? 'running', shareOf(run)].join(' ').trim()
    : run.errorCode
      ? `${run.state}: ${run.errorCode}`
      : run.state;
}

function shareOf({ progress }: RaRecord): string {
  return progress?.of ? `${Math.floor((100 * progress.rows) / progress.of)} %` : '';
}

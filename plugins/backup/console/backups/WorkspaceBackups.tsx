import { Moment } from '@purser/kit/console/ui/Moment';
import { StatusChip } from '@purser/kit/console/ui/StatusChip';
import { DataTable, type RaRecord, ReferenceManyField, useRecordContext } from 'react-admin';
import type { BackupState } from '../../records.js';
import { useFollowedBackups } from '../progress/useFollowedBackups.js';
import { backupTones, bytesIn } from './backupStates.js';
import { RunNow } from './RunNow.js';

/** Backups of this workspace alone; those of everything hold it as well. */
export function WorkspaceBackups() {
  const record = useRecordContext();
  const followed = useFollowedBackups();
  return (
    <>
      {record ? <RunNow workspaceId={String(record.id)} name={record.name} /> : null}
      <ReferenceManyField
        reference="backups"
        target="workspaceId"
        sort={{ field: 'requestedAt', order: 'DESC' }}
        queryOptions={followed}
      >
        <DataTable
          bulkActionButtons={false}
          rowClick="show"
          empty={<p>Nobody backed up this workspace alone. Every backup of everything holds it.</p>}
        >
          <DataTable.Col
            source="requestedAt"
            label="Asked for"
            render={(r: RaRecord) => <Moment at={r.requestedAt} />}
          />
          <DataTable.Col
            source="state"
            render={(r: RaRecord) => <StatusChip label={r.state} tone={backupTones[r.state as BackupState]} />}
          />
          <DataTable.Col source="bytes" label="Size" render={(r: RaRecord) => bytesIn(r.bytes)} />
        </DataTable>
      </ReferenceManyField>
    </>
  );
}

import { AppList } from '@purser/kit/console/ui/AppList';
import { Moment } from '@purser/kit/console/ui/Moment';
import { StatusChip } from '@purser/kit/console/ui/StatusChip';
import { TwoLines } from '@purser/kit/console/ui/TwoLines';
import { CreateButton, DataTable, type RaRecord, TopToolbar, usePermissions } from 'react-admin';
import { backupPermissions } from '../../names.js';

export function PolicyList() {
  const { permissions } = usePermissions<string[]>();
  const may = permissions?.includes(backupPermissions.manage.name);
  return (
    <AppList
      actions={<TopToolbar>{may ? <CreateButton /> : null}</TopToolbar>}
      nothingYet="Nothing is backed up by itself. Make a policy that says what, when, and for how long it is kept."
    >
      <DataTable bulkActionButtons={false} rowClick="edit">
        <DataTable.Col
          source="name"
          render={(r: RaRecord) => <TwoLines first={r.name} second={`${r.cron} · ${r.zone}`} />}
        />
        <DataTable.Col
          source="enabled"
          label="State"
          render={(r: RaRecord) => <StatusChip label={r.enabled ? 'on' : 'off'} tone={r.enabled ? 'good' : 'paused'} />}
        />
        <DataTable.Col
          source="keepDays"
          label="Kept"
          disableSort
          sx={{ whiteSpace: 'nowrap' }}
          render={(r: RaRecord) => `${r.keepHours} h · ${r.keepDays} d · ${r.keepWeeks} w · ${r.keepMonths} m`}
        />
        <DataTable.Col
          source="lastSuccessAt"
          label="Last good one"
          disableSort
          render={(r: RaRecord) => <Moment at={r.lastSuccessAt} />}
        />
      </DataTable>
    </AppList>
  );
}

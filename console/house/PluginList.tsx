import { AppList } from '@purser/kit/console/ui/AppList';
import { StatusChip } from '@purser/kit/console/ui/StatusChip';
import { DataTable, type RaRecord } from 'react-admin';

export function PluginList() {
  return (
    <AppList sort={{ field: 'id', order: 'ASC' }} nothingYet="This house has no plugins.">
      <DataTable bulkActionButtons={false} rowClick={false}>
        <DataTable.Col source="id" label="Plugin" />
        <DataTable.Col
          label="State"
          render={(r: RaRecord) => <StatusChip label={r.enabled ? 'on' : 'off'} tone={r.enabled ? 'good' : 'paused'} />}
        />
        <DataTable.Col label="Needs" render={(r: RaRecord) => (r.needs ?? []).join(', ') || '—'} />
      </DataTable>
    </AppList>
  );
}

import { Switch } from '@mui/material';
import type { ConsoleDataProvider } from '@purser/kit/console/act';
import { AppList } from '@purser/kit/console/ui/AppList';
import { TwoLines } from '@purser/kit/console/ui/TwoLines';
import {
  DataTable,
  type RaRecord,
  useDataProvider,
  useNotify,
  usePermissions,
  useRecordContext,
  useRefresh,
} from 'react-admin';

export function FlagList() {
  return (
    <AppList sort={{ field: 'id', order: 'ASC' }} nothingYet="No plugin declares a flag.">
      <DataTable bulkActionButtons={false} rowClick={false}>
        <DataTable.Col
          source="id"
          label="Flag"
          render={(r: RaRecord) => <TwoLines first={r.id} second={r.description} />}
        />
        <DataTable.Col label="Declared" render={(r: RaRecord) => (r.default ? 'on' : 'off')} />
        <DataTable.Col label="Now">
          <FlagSwitch />
        </DataTable.Col>
      </DataTable>
    </AppList>
  );
}

/** Changes the flag for everyone in this environment; the audit trail says who did. */
function FlagSwitch() {
  const record = useRecordContext();
  const { permissions } = usePermissions<string[]>();
  const dataProvider = useDataProvider<ConsoleDataProvider>();
  const notify = useNotify();
  const refresh = useRefresh();
  if (!record) return null;

  const change = async (on: boolean) => {
    try {
      await dataProvider.update('flags', { id: record.id, data: { ...record, on }, previousData: record });
      notify(`${record.id} is ${on ? 'on' : 'off'} for everyone.`, { type: 'success' });
      refresh();
    } catch (error) {
      notify((error as Error).message, { type: 'error' });
    }
  };
  return (
    <Switch
      checked={Boolean(record.on)}
      disabled={!permissions?.includes('house.manage-flags')}
      onChange={(_, on) => change(on)}
      slotProps={{ input: { 'aria-label': `${record.id} for everyone` } }}
    />
  );
}

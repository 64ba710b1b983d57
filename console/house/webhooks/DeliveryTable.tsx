import { Moment } from '@purser/kit/console/ui/Moment';
import { StatusChip } from '@purser/kit/console/ui/StatusChip';
import { TwoLines } from '@purser/kit/console/ui/TwoLines';
import { DataTable, type RaRecord, usePermissions } from 'react-admin';
import { deliveryTones } from './deliveryTones.js';
import { MANAGE_WEBHOOKS } from './permissions.js';
import { ReplayDelivery } from './ReplayDelivery.js';
import { ReplayMany } from './ReplayMany.js';

/** What was sent, to all endpoints or to one. */
export function DeliveryTable({ endpoint = false }: { endpoint?: boolean }) {
  const { permissions } = usePermissions<string[]>();
  return (
    <DataTable
      resource="webhook-deliveries"
      rowClick="show"
      bulkActionButtons={permissions?.includes(MANAGE_WEBHOOKS) ? <ReplayMany /> : false}
      isRowSelectable={({ state }) => state !== 'pending'}
    >
      <DataTable.Col
        source="event"
        render={(r: RaRecord) => <TwoLines first={r.event} second={endpoint ? r.url : null} minWidth={180} />}
      />
      <DataTable.Col
        source="state"
        render={(r: RaRecord) => <StatusChip label={r.state} tone={deliveryTones[r.state] ?? 'paused'} />}
      />
      <DataTable.NumberCol source="attempts" label="Tries" />
      <DataTable.Col label="Answer" render={(r: RaRecord) => <TwoLines first={r.status ?? '—'} second={r.error} />} />
      <DataTable.Col source="createdAt" label="Written" render={(r: RaRecord) => <Moment at={r.createdAt} />} />
      <DataTable.Col source="triedAt" label="Last try" render={(r: RaRecord) => <Moment at={r.triedAt} />} />
      <DataTable.Col label="Actions" align="right">
        <ReplayDelivery />
      </DataTable.Col>
    </DataTable>
  );
}

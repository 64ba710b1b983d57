import { notOnPhone } from '@purser/kit/console/columns';
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
        render={(r: RaRecord) => <TwoLines first={r.event} second={endpoint ? r.url : null} minWidth={120} />}
      />
      <DataTable.Col
        source="state"
        render={(r: RaRecord) => <StatusChip label={r.state} tone={deliveryTones[r.state] ?? 'paused'} />}
      />
      <DataTable.NumberCol source="attempts" label="Tries" sx={notOnPhone} />
      <DataTable.Col
        label="Answer"
        sx={notOnPhone}
        render={(r: RaRecord) => <TwoLines first={r.status ?? '—'} second={r.error} />}
      />
      <DataTable.Col
        source="createdAt"
        label="Written"
        sx={notOnPhone}
        render={(r: RaRecord) => <Moment at={r.createdAt} />}
      />
      <DataTable.Col
        source="triedAt"
        label="Last try"
        sx={notOnPhone}
        render={(r: RaRecord) => <Moment at={r.triedAt} />}
      />
      {/* On a phone it is on the page behind the row, and in the bar over chosen rows. */}
      <DataTable.Col label="Actions" align="right" sx={notOnPhone}>
        <ReplayDelivery />
      </DataTable.Col>
    </DataTable>
  );
}

import { Stack } from '@mui/material';
import { AppShow } from '@purser/kit/console/ui/AppShow';
import { Facts } from '@purser/kit/console/ui/Facts';
import { ListFailed } from '@purser/kit/console/ui/ListFailed';
import { Moment } from '@purser/kit/console/ui/Moment';
import { RecordTitle } from '@purser/kit/console/ui/RecordTitle';
import { StatusChip } from '@purser/kit/console/ui/StatusChip';
import { Pagination, ReferenceManyField, TabbedShowLayout, useRecordContext } from 'react-admin';
import { DeliveryTable } from './DeliveryTable.js';
import { WebhookActions } from './WebhookActions.js';

export function WebhookShow() {
  return (
    <AppShow title={<RecordTitle source="url" />}>
      <TabbedShowLayout>
        <TabbedShowLayout.Tab label="Overview">
          <Overview />
        </TabbedShowLayout.Tab>
        <TabbedShowLayout.Tab label="Deliveries" path="deliveries">
          <ReferenceManyField
            error={<ListFailed />}
            reference="webhook-deliveries"
            target="webhookId"
            sort={{ field: 'createdAt', order: 'DESC' }}
            pagination={<Pagination />}
            empty="Nothing was sent to it yet. A test sends the sample of the first event that it hears."
          >
            <DeliveryTable />
          </ReferenceManyField>
        </TabbedShowLayout.Tab>
      </TabbedShowLayout>
    </AppShow>
  );
}

function Overview() {
  const record = useRecordContext();
  if (!record) return null;
  return (
    <Stack spacing={3}>
      <WebhookActions />
      <Facts
        rows={[
          ['Address', record.url],
          ['Description', record.description || null],
          [
            'State',
            <StatusChip key="state" label={record.enabled ? 'on' : 'off'} tone={record.enabled ? 'good' : 'paused'} />,
          ],
          ['Hears of', record.events.join(', ')],
          ['Waiting', record.pending],
          ['Dead', record.dead],
          ['Registered', <Moment key="created" at={record.createdAt} />],
          ['Changed', <Moment key="updated" at={record.updatedAt} />],
        ]}
      />
    </Stack>
  );
}

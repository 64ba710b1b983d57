import { Alert, Box, Stack } from '@mui/material';
import { AppShow } from '@purser/kit/console/ui/AppShow';
import { Facts } from '@purser/kit/console/ui/Facts';
import { Moment } from '@purser/kit/console/ui/Moment';
import { RecordTitle } from '@purser/kit/console/ui/RecordTitle';
import { StatusChip } from '@purser/kit/console/ui/StatusChip';
import { SimpleShowLayout, useRecordContext } from 'react-admin';
import { Link } from 'react-router-dom';
import { deliveryTones } from './deliveryTones.js';
import { ReplayDelivery } from './ReplayDelivery.js';

export function DeliveryShow() {
  return (
    <AppShow title={<RecordTitle source="event" />}>
      <SimpleShowLayout>
        <Delivery />
      </SimpleShowLayout>
    </AppShow>
  );
}

function Delivery() {
  const record = useRecordContext();
  if (!record) return null;
  return (
    <Stack spacing={3} sx={{ minWidth: 0 }}>
      {record.state === 'dead' ? (
        <Alert severity="error">
          It is not tried again by itself. Mend the receiver, then send it again; the message is as it was.
        </Alert>
      ) : null}
      <Box>
        <ReplayDelivery />
      </Box>
      <Facts
        rows={[
          ['Event', record.event],
          [
            'Endpoint',
            <Link key="endpoint" to={`/webhooks/${record.webhookId}/show`}>
              {record.url}
            </Link>,
          ],
          ['State', <StatusChip key="state" label={record.state} tone={deliveryTones[record.state] ?? 'paused'} />],
          ['Tries', record.attempts],
          ['Status', record.status],
          ['What went wrong', record.error],
          [
            'Workspace',
            record.workspaceId ? (
              <Link key="workspace" to={`/workspaces/${record.workspaceId}/show`}>
                {record.workspaceId}
              </Link>
            ) : null,
          ],
          ['Message id', record.messageId],
          ['Written', <Moment key="created" at={record.createdAt} />],
          ['Last try', <Moment key="tried" at={record.triedAt} />],
        ]}
      />
      <Box
        component="pre"
        // Keyboard users scroll it, too.
        tabIndex={0}
        role="region"
        aria-label="The message"
        sx={{ m: 0, p: 2, border: 1, borderColor: 'divider', borderRadius: 1, overflowX: 'auto', fontSize: 13 }}
      >
        {JSON.stringify(record.body, null, 2)}
      </Box>
    </Stack>
  );
}

import { Stack } from '@mui/material';
import type { ConsoleDataProvider } from '@purser/kit/console/act';
import { ActionButton } from '@purser/kit/console/ui/ActionButton';
import { AskButton } from '@purser/kit/console/ui/AskButton';
import { useState } from 'react';
import { EditButton, useDataProvider, usePermissions, useRecordContext, useRedirect } from 'react-admin';
import { MANAGE_WEBHOOKS } from './permissions.js';
import { WebhookSecret } from './WebhookSecret.js';

export function WebhookActions() {
  const record = useRecordContext();
  const { permissions } = usePermissions<string[]>();
  const dataProvider = useDataProvider<ConsoleDataProvider>();
  const redirect = useRedirect();
  const [secret, setSecret] = useState<string | null>(null);
  if (!record || !permissions?.includes(MANAGE_WEBHOOKS)) return null;

  const rotate = async () => {
    const { data } = await dataProvider.act('webhooks', record.id, 'rotate-secret');
    setSecret(data.secret);
    return 'Messages are signed with the new secret from now on.';
  };
  const remove = async () => {
    await dataProvider.act('webhooks', record.id, 'delete');
    redirect('list', 'webhooks');
    return 'The endpoint is gone; nothing more is sent to it.';
  };

  return (
    <>
      <Stack direction="row" sx={{ flexWrap: 'wrap', gap: 1 }}>
        <EditButton />
        <ActionButton
          verb="test"
          label="Send a test"
          needs={MANAGE_WEBHOOKS}
          explain={`The sample of ${record.events[0]} is sent to ${record.url}, whether or not the flag is on. What came of it stands under Deliveries.`}
          done="A test is on its way."
        />
        <AskButton
          label="New secret"
          needs={MANAGE_WEBHOOKS}
          explain="From now on messages are signed with a new secret alone. Switch the receiver to it in the same minute; what it refuses meanwhile comes again."
          act={rotate}
        />
        <AskButton
          label="Remove"
          danger
          needs={MANAGE_WEBHOOKS}
          explain="Nothing more is sent to it, and its deliveries are deleted. This cannot be undone; the endpoint can be registered anew with another secret."
          act={remove}
        />
      </Stack>
      {secret ? <WebhookSecret secret={secret} /> : null}
    </>
  );
}

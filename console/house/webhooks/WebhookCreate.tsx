import { Typography } from '@mui/material';
import { useState } from 'react';
import { Create, type RaRecord, SimpleForm, Title, usePermissions } from 'react-admin';
import { Link } from 'react-router-dom';
import { MANAGE_WEBHOOKS } from './permissions.js';
import { WebhookFields } from './WebhookFields.js';
import { WebhookSecret } from './WebhookSecret.js';

export function WebhookCreate() {
  const { permissions } = usePermissions<string[]>();
  const [made, setMade] = useState<RaRecord | null>(null);
  if (permissions && !permissions.includes(MANAGE_WEBHOOKS)) {
    return (
      <>
        <Title title="Register an endpoint" />
        <Typography sx={{ py: 2 }}>You may see webhooks, not register them. Ask an operator who may.</Typography>
      </>
    );
  }
  if (made) {
    return (
      <>
        <Title title="The endpoint is registered" />
        <WebhookSecret secret={made.secret} />
        <Link to={`/webhooks/${made.id}/show`}>Go on to the endpoint</Link>
      </>
    );
  }
  return (
    <Create title="Register an endpoint" mutationOptions={{ onSuccess: setMade }}>
      <SimpleForm defaultValues={{ description: '' }}>
        <WebhookFields />
      </SimpleForm>
    </Create>
  );
}

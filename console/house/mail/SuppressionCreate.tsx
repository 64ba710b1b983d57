import { Typography } from '@mui/material';
import { Create, required, SimpleForm, TextInput, usePermissions } from 'react-admin';
import { MANAGE_SUPPRESSIONS } from './SuppressionList.js';

/** For somebody who asks to be left alone, or an address that is known to be wrong. */
export function SuppressionCreate() {
  const { permissions } = usePermissions<string[]>();
  if (permissions && !permissions.includes(MANAGE_SUPPRESSIONS)) {
    return <Typography sx={{ py: 2 }}>You may see this list, not change it. Ask an operator who may.</Typography>;
  }
  return (
    <Create title="Stop mails to an address" redirect="list">
      <SimpleForm>
        <Typography color="text.secondary" sx={{ mb: 1, maxWidth: 560 }}>
          Nothing is sent to this address any more, not even a way back into the account. What was sent stays sent.
        </Typography>
        <TextInput source="address" type="email" validate={required()} sx={{ maxWidth: 420 }} />
        <TextInput
          source="reason"
          validate={required()}
          multiline
          minRows={2}
          helperText="Kept in the audit trail."
          sx={{ maxWidth: 420 }}
        />
      </SimpleForm>
    </Create>
  );
}

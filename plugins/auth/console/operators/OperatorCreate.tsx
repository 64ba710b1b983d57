import { Alert } from '@mui/material';
import { useState } from 'react';
import { BooleanInput, CheckboxGroupInput, Create, type RaRecord, required, SimpleForm, TextInput } from 'react-admin';
import { operatorRoles } from '../../records.js';

/** Invited, they choose their own password by mail; else the server makes one and it is shown once, here. */
export function OperatorCreate() {
  const [made, setMade] = useState<RaRecord | null>(null);
  if (made) {
    return (
      <Alert severity="success" sx={{ my: 2 }}>
        {made.password ? (
          <>
            {made.email} can sign in with this password, shown only now: <strong>{made.password}</strong>
          </>
        ) : (
          <>A mail to {made.email} is on its way. Its link sets their first password and works for seven days.</>
        )}
      </Alert>
    );
  }
  return (
    <Create mutationOptions={{ onSuccess: setMade }}>
      <SimpleForm defaultValues={{ invite: true }}>
        <TextInput source="email" type="email" validate={required()} />
        <TextInput source="name" validate={required()} />
        <CheckboxGroupInput
          source="roles"
          validate={required()}
          choices={operatorRoles.map((role) => ({ id: role, name: role }))}
        />
        <BooleanInput
          source="invite"
          label="Invite by mail"
          helperText="They choose their own password. Off: one is made and shown to you once."
        />
      </SimpleForm>
    </Create>
  );
}

import { Alert } from '@mui/material';
import { useState } from 'react';
import { CheckboxGroupInput, Create, type RaRecord, required, SimpleForm, TextInput } from 'react-admin';
import { operatorRoles } from '../../records.js';

/** The first password is made by the server and shown once, here. */
export function OperatorCreate() {
  const [made, setMade] = useState<RaRecord | null>(null);
  if (made) {
    return (
      <Alert severity="success" sx={{ my: 2 }}>
        {made.email} can sign in with this password, shown only now: <strong>{made.password}</strong>
      </Alert>
    );
  }
  return (
    <Create mutationOptions={{ onSuccess: setMade }}>
      <SimpleForm>
        <TextInput source="email" type="email" validate={required()} />
        <TextInput source="name" validate={required()} />
        <CheckboxGroupInput
          source="roles"
          validate={required()}
          choices={operatorRoles.map((role) => ({ id: role, name: role }))}
        />
      </SimpleForm>
    </Create>
  );
}

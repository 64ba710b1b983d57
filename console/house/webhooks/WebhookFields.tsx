import { required, TextInput } from 'react-admin';
import { EventsInput } from './EventsInput.js';

export function WebhookFields() {
  return (
    <>
      <TextInput
        source="url"
        label="Address"
        type="url"
        validate={required()}
        fullWidth
        sx={{ maxWidth: 620 }}
        helperText="It has to be reachable from the internet: private addresses are never called."
      />
      <TextInput source="description" fullWidth sx={{ maxWidth: 620 }} helperText="Whose it is and what for." />
      <EventsInput />
    </>
  );
}

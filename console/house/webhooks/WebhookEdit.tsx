import { BooleanInput, Edit, SaveButton, SimpleForm, Toolbar } from 'react-admin';
import { WebhookFields } from './WebhookFields.js';

const withoutNull = ({ description, ...data }: Record<string, unknown>) => ({
  ...data,
  description: description ?? '',
});

export function WebhookEdit() {
  return (
    <Edit mutationMode="pessimistic" redirect="show" transform={withoutNull} title="Change an endpoint">
      <SimpleForm
        toolbar={
          <Toolbar>
            <SaveButton />
          </Toolbar>
        }
      >
        <WebhookFields />
        <BooleanInput
          source="enabled"
          label="Switched on"
          helperText="Off: nothing new is written down for it; what waits is still sent."
        />
      </SimpleForm>
    </Edit>
  );
}

import { AppList } from '@purser/kit/console/ui/AppList';
import { SearchInput, SelectInput, TextInput } from 'react-admin';
import { DeliveryTable } from './DeliveryTable.js';
import { deliveryTones } from './deliveryTones.js';

const filters = [
  <SearchInput key="q" source="q" alwaysOn placeholder="Event or address" />,
  <SelectInput
    key="state"
    source="state"
    alwaysOn
    choices={Object.keys(deliveryTones).map((state) => ({ id: state, name: state }))}
  />,
  <TextInput key="webhook" source="webhookId" label="Endpoint id" />,
  <TextInput key="workspace" source="workspaceId" label="Workspace id" />,
];

/** Every message to outside systems; those that are dead wait here for a person. */
export function DeliveryList() {
  return (
    <AppList
      filters={filters}
      sort={{ field: 'createdAt', order: 'DESC' }}
      nothingYet="A message appears here when something happens that a registered endpoint hears of, while the flag house.webhooks is on."
    >
      <DeliveryTable endpoint />
    </AppList>
  );
}

import { notOnPhone } from '@purser/kit/console/columns';
import { AppList } from '@purser/kit/console/ui/AppList';
import { Moment } from '@purser/kit/console/ui/Moment';
import { StatusChip } from '@purser/kit/console/ui/StatusChip';
import { TwoLines } from '@purser/kit/console/ui/TwoLines';
import {
  BooleanInput,
  CreateButton,
  DataTable,
  FilterButton,
  type RaRecord,
  SearchInput,
  TopToolbar,
  usePermissions,
} from 'react-admin';
import { Link } from 'react-router-dom';
import { MANAGE_WEBHOOKS } from './permissions.js';

const filters = [
  <SearchInput key="q" source="q" alwaysOn placeholder="Address or description" />,
  <BooleanInput key="enabled" source="enabled" label="Switched on" />,
];

/** Where outside systems hear of events, and how it stands with what was sent to each. */
export function WebhookList() {
  return (
    <AppList
      filters={filters}
      sort={{ field: 'createdAt', order: 'DESC' }}
      actions={<Actions />}
      nothingYet="An endpoint of another system that is registered here hears of events: of new workspaces, of people who joined or left. Nothing is sent until the flag house.webhooks is on."
      firstStep={<Register />}
    >
      <DataTable bulkActionButtons={false} rowClick="show">
        <DataTable.Col
          source="url"
          label="Endpoint"
          render={(r: RaRecord) => <TwoLines first={r.url} second={r.description} minWidth={140} />}
        />
        <DataTable.Col
          source="enabled"
          label="State"
          render={({ enabled }: RaRecord) => (
            <StatusChip label={enabled ? 'on' : 'off'} tone={enabled ? 'good' : 'paused'} />
          )}
        />
        <DataTable.Col
          label="Hears"
          sx={notOnPhone}
          render={({ events }: RaRecord) => howMany(events.length, 'event')}
        />
        <DataTable.NumberCol source="pending" label="Waiting" disableSort sx={notOnPhone} />
        <DataTable.Col label="Dead" render={(r: RaRecord) => <DeadLetters record={r} />} />
        <DataTable.Col
          source="createdAt"
          label="Registered"
          sx={notOnPhone}
          render={(r: RaRecord) => <Moment at={r.createdAt} />}
        />
      </DataTable>
    </AppList>
  );
}

function DeadLetters({ record }: { record: RaRecord }) {
  if (!record.dead) return <>none</>;
  const filter = encodeURIComponent(JSON.stringify({ webhookId: record.id, state: 'dead' }));
  return (
    <Link to={`/webhook-deliveries?filter=${filter}`} onClick={(event) => event.stopPropagation()}>
      {howMany(record.dead, 'letter')}
    </Link>
  );
}

function howMany(count: number, what: string): string {
  return `${count.toLocaleString('en-GB')} ${what}${count === 1 ? '' : 's'}`;
}

function Actions() {
  return (
    <TopToolbar>
      <FilterButton />
      <Register />
    </TopToolbar>
  );
}

function Register() {
  const { permissions } = usePermissions<string[]>();
  return permissions?.includes(MANAGE_WEBHOOKS) ? <CreateButton label="Register endpoint" /> : null;
}

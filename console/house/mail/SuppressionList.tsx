import Remove from '@mui/icons-material/PlaylistRemoveOutlined';
import { ActionButton } from '@purser/kit/console/ui/ActionButton';
import { AppList } from '@purser/kit/console/ui/AppList';
import { Moment } from '@purser/kit/console/ui/Moment';
import { StatusChip, type Tone } from '@purser/kit/console/ui/StatusChip';
import { TwoLines } from '@purser/kit/console/ui/TwoLines';
import {
  CreateButton,
  DataTable,
  FilterButton,
  type RaRecord,
  SearchInput,
  SelectInput,
  TopToolbar,
  usePermissions,
} from 'react-admin';
import { Link } from 'react-router-dom';

export const MANAGE_SUPPRESSIONS = 'house.manage-mail-suppressions';

const tones: Readonly<Record<string, Tone>> = { bounced: 'bad', complained: 'bad', operator: 'paused' };

const filters = [
  <SearchInput key="q" source="q" alwaysOn placeholder="Address or reason" />,
  <SelectInput
    key="reason"
    source="reason"
    alwaysOn
    choices={Object.keys(tones).map((reason) => ({ id: reason, name: reason }))}
  />,
];

/** Addresses that get no mail, and why. */
export function SuppressionList() {
  return (
    <AppList
      filters={filters}
      sort={{ field: 'since', order: 'DESC' }}
      actions={<Actions />}
      nothingYet="Every address gets its mail. One that a mail comes back from, or whose owner complains, is put here by itself."
      firstStep={<AddAddress />}
    >
      <DataTable bulkActionButtons={false} rowClick={false}>
        <DataTable.Col
          source="address"
          render={(r: RaRecord) => <TwoLines first={r.address} second={r.detail} minWidth={200} />}
        />
        <DataTable.Col
          source="reason"
          render={(r: RaRecord) => <StatusChip label={r.reason} tone={tones[r.reason] ?? 'paused'} />}
        />
        <DataTable.Col source="by" label="Told by" />
        <DataTable.Col source="since" render={(r: RaRecord) => <Moment at={r.since} />} />
        <DataTable.Col
          label="Mails"
          render={(r: RaRecord) => (
            <Link to={`/mails?filter=${encodeURIComponent(JSON.stringify({ recipient: r.address }))}`}>
              to this address
            </Link>
          )}
        />
        <DataTable.Col label="Actions" align="right">
          <ActionButton
            verb="delete"
            label="Take off"
            icon={<Remove />}
            needs={MANAGE_SUPPRESSIONS}
            reason
            explain="From now on mails go to this address again. Those that were held back stay so; each can be sent again by itself. If the mailbox still refuses them, the address comes back here."
            done="The address gets mail again."
          />
        </DataTable.Col>
      </DataTable>
    </AppList>
  );
}

function Actions() {
  return (
    <TopToolbar>
      <FilterButton />
      <AddAddress />
    </TopToolbar>
  );
}

function AddAddress() {
  const { permissions } = usePermissions<string[]>();
  return permissions?.includes(MANAGE_SUPPRESSIONS) ? <CreateButton label="Add address" /> : null;
}

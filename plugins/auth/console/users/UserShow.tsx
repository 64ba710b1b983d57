import { Stack } from '@mui/material';
import { AppShow } from '@purser/kit/console/ui/AppShow';
import { Facts } from '@purser/kit/console/ui/Facts';
import { Moment } from '@purser/kit/console/ui/Moment';
import { RecordTabs } from '@purser/kit/console/ui/RecordTabs';
import { RecordTitle } from '@purser/kit/console/ui/RecordTitle';
import { StatusChip } from '@purser/kit/console/ui/StatusChip';
import { Pagination, ReferenceManyField, TabbedShowLayout, useRecordContext } from 'react-admin';
import { EndAllOfPerson } from '../sessions/EndAllOfPerson.js';
import { SessionTable } from '../sessions/SessionTable.js';
import { UserActions } from './UserActions.js';
import { userState } from './userState.js';

export function UserShow() {
  return (
    <AppShow title={<RecordTitle source="name" />}>
      <RecordTabs on="users">
        <TabbedShowLayout.Tab label="Overview">
          <Overview />
        </TabbedShowLayout.Tab>
        <TabbedShowLayout.Tab label="Sessions" path="sessions">
          <EndAllOfPerson />
          <ReferenceManyField
            reference="sessions"
            target="userId"
            sort={{ field: 'createdAt', order: 'DESC' }}
            pagination={<Pagination />}
          >
            <SessionTable />
          </ReferenceManyField>
        </TabbedShowLayout.Tab>
      </RecordTabs>
    </AppShow>
  );
}

function Overview() {
  const record = useRecordContext();
  if (!record) return null;
  return (
    <Stack spacing={3}>
      <UserActions />
      <Facts
        rows={[
          ['Name', record.name],
          ['Address', record.email],
          ['State', <StatusChip key="state" {...userState(record)} />],
          ['Suspended because', record.disabledReason],
          ['Language', record.locale === 'de' ? 'German' : 'English'],
          ['Signed up', <Moment key="created" at={record.createdAt} />],
          ['Address confirmed', <Moment key="confirmed" at={record.confirmedAt} />],
          ['Password changed', <Moment key="password" at={record.passwordChangedAt} />],
          ['Id', record.id],
        ]}
      />
    </Stack>
  );
}

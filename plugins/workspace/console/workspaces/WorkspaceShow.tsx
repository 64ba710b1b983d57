import { Facts } from '@purser/kit/console/ui/Facts';
import { Moment } from '@purser/kit/console/ui/Moment';
import { RecordTabs } from '@purser/kit/console/ui/RecordTabs';
import { RecordTitle } from '@purser/kit/console/ui/RecordTitle';
import { ReferenceManyField, Show, TabbedShowLayout, useRecordContext } from 'react-admin';
import { Link } from 'react-router-dom';
import { MembershipTable } from '../memberships/MembershipTable.js';

export function WorkspaceShow() {
  return (
    <Show actions={false} title={<RecordTitle source="name" />}>
      <RecordTabs on="workspaces">
        <TabbedShowLayout.Tab label="Overview">
          <Overview />
        </TabbedShowLayout.Tab>
        <TabbedShowLayout.Tab label="Members" path="members">
          <ReferenceManyField reference="memberships" target="workspaceId" sort={{ field: 'createdAt', order: 'ASC' }}>
            <MembershipTable person />
          </ReferenceManyField>
        </TabbedShowLayout.Tab>
      </RecordTabs>
    </Show>
  );
}

function Overview() {
  const record = useRecordContext();
  if (!record) return null;
  return (
    <Facts
      rows={[
        ['Name', record.name],
        [
          'Owner',
          record.ownerId ? (
            <Link key="owner" to={`/users/${record.ownerId}/show`}>
              {record.ownerEmail}
            </Link>
          ) : null,
        ],
        ['Members', record.members],
        ['Created', <Moment key="created" at={record.createdAt} />],
        ['Id', record.id],
      ]}
    />
  );
}

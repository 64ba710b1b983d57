import { ListFailed } from '@purser/kit/console/ui/ListFailed';
import { Pagination, ReferenceManyField } from 'react-admin';
import { InvitationTable } from './InvitationTable.js';

/** Tab of a workspace's page. */
export function WorkspaceInvitations() {
  return (
    <ReferenceManyField
      error={<ListFailed />}
      reference="invitations"
      target="workspaceId"
      sort={{ field: 'createdAt', order: 'DESC' }}
      pagination={<Pagination />}
      empty="Nobody was invited to this workspace yet. Its owners and admins invite people in the portal."
    >
      <InvitationTable />
    </ReferenceManyField>
  );
}

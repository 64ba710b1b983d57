import { Stack } from '@mui/material';
import { ListFailed } from '@purser/kit/console/ui/ListFailed';
import { Pagination, ReferenceManyField, useRecordContext } from 'react-admin';
import { AddMember } from './AddMember.js';
import { MembershipTable } from './MembershipTable.js';

/** Tab of a workspace's page. */
export function WorkspaceMembers() {
  const workspace = useRecordContext();
  return (
    <Stack spacing={1} sx={{ alignItems: 'stretch' }}>
      {workspace?.state === 'deleted' ? null : <AddMember />}
      <ReferenceManyField
        error={<ListFailed />}
        reference="memberships"
        target="workspaceId"
        sort={{ field: 'createdAt', order: 'ASC' }}
        pagination={<Pagination />}
        empty="Nobody is shown here while the workspace is deleted."
      >
        <MembershipTable person />
      </ReferenceManyField>
    </Stack>
  );
}

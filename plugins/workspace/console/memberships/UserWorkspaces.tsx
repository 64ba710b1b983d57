import { ListFailed } from '@purser/kit/console/ui/ListFailed';
import { ReferenceManyField } from 'react-admin';
import { MembershipTable } from './MembershipTable.js';

/** Tab of a person's page. */
export function UserWorkspaces() {
  return (
    <ReferenceManyField
      error={<ListFailed />}
      reference="memberships"
      target="userId"
      sort={{ field: 'createdAt', order: 'ASC' }}
    >
      <MembershipTable workspace />
    </ReferenceManyField>
  );
}

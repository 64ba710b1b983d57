import { ReferenceManyField } from 'react-admin';
import { MembershipTable } from './MembershipTable.js';

/** Tab of a person's page. */
export function UserWorkspaces() {
  return (
    <ReferenceManyField reference="memberships" target="userId" sort={{ field: 'createdAt', order: 'ASC' }}>
      <MembershipTable workspace />
    </ReferenceManyField>
  );
}

import { Pagination, ReferenceManyField } from 'react-admin';
import { AuditTable } from './AuditTable.js';

/** Tab of a workspace's page: everything that was noted of it, by whomever. */
export function WorkspaceAudit() {
  return (
    <ReferenceManyField
      reference="audit"
      target="workspaceId"
      sort={{ field: 'at', order: 'DESC' }}
      pagination={<Pagination />}
      empty="Nothing was noted of this workspace yet."
    >
      <AuditTable />
    </ReferenceManyField>
  );
}

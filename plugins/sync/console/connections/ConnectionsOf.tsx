import { ListFailed } from '@purser/kit/console/ui/ListFailed';
import { ReferenceManyField, useRecordContext } from 'react-admin';
import { ConnectionTable } from './ConnectionTable.js';
import { followed } from './followed.js';

const newest = { field: 'connectedAt', order: 'DESC' } as const;

/** Tab of a person's page. */
export function UserConnections() {
  return (
    <ReferenceManyField
      error={<ListFailed />}
      reference="connections"
      target="userId"
      sort={newest}
      queryOptions={followed}
    >
      <ConnectionTable />
    </ReferenceManyField>
  );
}

/** Tab of a workspace's page. */
export function WorkspaceConnections() {
  return (
    <ReferenceManyField
      error={<ListFailed />}
      reference="connections"
      target="workspaceId"
      sort={newest}
      queryOptions={followed}
    >
      <ConnectionTable person />
    </ReferenceManyField>
  );
}

/** Tab of a store's page. */
export function StoreConnections() {
  const store = useRecordContext();
  return (
    // By the workspace, which has one store and an index.
    <ReferenceManyField
      error={<ListFailed />}
      reference="connections"
      source="workspaceId"
      target="workspaceId"
      filter={{ storeId: store?.id }}
      sort={newest}
      queryOptions={followed}
    >
      <ConnectionTable person store={false} />
    </ReferenceManyField>
  );
}

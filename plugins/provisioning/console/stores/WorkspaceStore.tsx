import { Alert, Stack } from '@mui/material';
import {
  type Identifier,
  RecordContextProvider,
  ResourceContextProvider,
  useGetList,
  useGetOne,
  useRecordContext,
} from 'react-admin';
import { storeRefreshMs } from './refresh.js';
import { StoreOverview } from './StoreOverview.js';
import { Timeline } from './Timeline.js';

/** Tab of a workspace's page: its store with the timeline below. */
export function WorkspaceStore() {
  const workspace = useRecordContext();
  const { data, error, isPending } = useGetList(
    'stores',
    {
      pagination: { page: 1, perPage: 1 },
      sort: { field: 'requestedAt', order: 'DESC' },
      filter: { workspaceId: workspace?.id },
    },
    { enabled: Boolean(workspace) },
  );
  if (isPending) return null;
  if (error) return <Alert severity="error">The store could not be loaded. {error.message}</Alert>;
  const [store] = data ?? [];
  if (!store) return <Alert severity="info">This workspace has no store yet; one is requested within a minute.</Alert>;
  return <StoreFacts id={store.id} />;
}

function StoreFacts({ id }: { id: Identifier }) {
  const { data } = useGetOne('stores', { id }, { refetchInterval: storeRefreshMs });
  if (!data) return null;
  return (
    <RecordContextProvider value={data}>
      <ResourceContextProvider value="stores">
        <Stack spacing={3}>
          <StoreOverview />
          <Timeline />
        </Stack>
      </ResourceContextProvider>
    </RecordContextProvider>
  );
}

import type { WorkspaceGate } from '@purser/kit/portal/plugin';
import { useWorkspace } from '@purser/kit/portal/portal';
import { lazy, Suspense } from 'react';
import { useStoreId } from './store/useStoreId.js';

const Keeper = lazy(() => import('./store/Keeper.js'));

/** Keeps the store open on every page of the workspace, so that its sync and its status do not stop on the way. */
const TasksGate: WorkspaceGate = ({ children }) => {
  const { id: workspaceId } = useWorkspace();
  const { data: storeId } = useStoreId();
  return (
    <>
      {children}
      <Suspense fallback={null}>{storeId ? <Keeper workspaceId={workspaceId} storeId={storeId} /> : null}</Suspense>
    </>
  );
};

export default TasksGate;

import { useMessages } from '@purser/kit/portal/messages';
import { useWorkspace } from '@purser/kit/portal/portal';
import { Loaded } from '@purser/kit/portal/ui/Loaded';
import { PageHeading } from '@purser/kit/portal/ui/PageHeading';
import { lazy, Suspense } from 'react';
import { BoardSkeleton } from './board/BoardSkeleton.js';
import { useStoreId } from './store/useStoreId.js';

const OpenBoard = lazy(() => import('./board/OpenBoard.js'));

export default function TasksPage() {
  const t = useMessages('tasks');
  const { name } = useWorkspace();
  const storeId = useStoreId();
  return (
    <>
      <PageHeading title={t('title')} intro={t('intro', { workspace: name })} />
      <Loaded query={storeId} skeleton={<BoardSkeleton />} failed={t('failed')}>
        {(id) => (
          <Suspense fallback={<BoardSkeleton />}>
            <OpenBoard storeId={id} />
          </Suspense>
        )}
      </Loaded>
    </>
  );
}

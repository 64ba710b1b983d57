import { startWorkspace } from '@purser/client/workspaces/start';
import { useMessages } from '@purser/kit/portal/messages';
import { usePortal } from '@purser/kit/portal/portal';
import { ErrorState } from '@purser/kit/portal/ui/ErrorState';
import { PageHeading } from '@purser/kit/portal/ui/PageHeading';
import type { UseQueryResult } from '@tanstack/react-query';
import { Suspense } from 'react';
import { Crash } from '../Crash.js';
import { lazyPage } from '../location/lazyPage.js';
import type { Found } from '../location/match.js';
import { FIRST_RUN, workspacePath } from '../location/paths.js';
import { Redirect } from '../location/Redirect.js';
import { NotFound } from '../pages/NotFound.js';
import { PageSkeleton } from '../shell/PageSkeleton.js';
import { workspaceOfTab } from './lastWorkspace.js';
import type { Me } from './useMe.js';
import { WorkspacePage } from './WorkspacePage.js';

export interface ContentProps {
  readonly found: Found;
  readonly path: string;
  readonly me: UseQueryResult<Me>;
}

/** The page itself, or why it cannot be shown. */
export function Content({ found, path, me }: ContentProps) {
  const t = useMessages('portal');
  const { page, workspaceId } = found;
  if (me.data === undefined) {
    if (me.error)
      return (
        <>
          <PageHeading title={t('account.failed')} />
          <ErrorState error={me.error} onRetry={() => void me.refetch()} />
        </>
      );
    return <PageSkeleton />;
  }
  if (path === '/') return <Start me={me.data} />;
  if (workspaceId !== null) return <WorkspacePage key={workspaceId} found={found} workspaceId={workspaceId} />;
  if (!page) return <NotFound />;
  const Page = lazyPage(page);
  return (
    <Crash key={path}>
      <Suspense fallback={<PageSkeleton />}>
        <Page />
      </Suspense>
    </Crash>
  );
}

function Start({ me }: { readonly me: Me }) {
  const { workspaces } = usePortal();
  const start = startWorkspace({
    memberOf: workspaces.map(({ id }) => id),
    ofTab: workspaceOfTab(me.user.id),
    lastUsed: me.lastWorkspaceId ?? null,
    defaultId: me.defaultWorkspaceId,
  });
  return <Redirect to={start ? workspacePath(start) : FIRST_RUN} />;
}

import Alert from '@mui/material/Alert';
import AlertTitle from '@mui/material/AlertTitle';
import Box from '@mui/material/Box';
import { useMessages } from '@purser/kit/portal/messages';
import type { WorkspaceGate } from '@purser/kit/portal/plugin';
import { PortalProvider, usePortal } from '@purser/kit/portal/portal';
import { lazy, type ReactNode, Suspense, useMemo, useState } from 'react';
import { Crash } from '../Crash.js';
import { lazyGate, lazyPage } from '../location/lazyPage.js';
import type { Found } from '../location/match.js';
import { Forbidden } from '../pages/Forbidden.js';
import { NotFound } from '../pages/NotFound.js';
import { plugins } from '../plugins.js';
import { PageSkeleton } from '../shell/PageSkeleton.js';

const ClosedWorkspace = lazy(() =>
  import('../pages/ClosedWorkspace.js').then((file) => ({ default: file.ClosedWorkspace })),
);

export interface WorkspacePageProps {
  readonly found: Found;
  readonly workspaceId: string;
}

/** A page inside of a workspace, for its members. Keyed by the workspace above, so that none sees what another left. */
export function WorkspacePage({ found, workspaceId }: WorkspacePageProps) {
  const t = useMessages('portal');
  const { workspace, closedWorkspaces } = usePortal();
  const [lastName, setLastName] = useState(workspace?.name ?? '');
  const knownName = lastName || (closedWorkspaces.find(({ id }) => id === workspaceId)?.name ?? '');
  if (workspace && workspace.name !== lastName) setLastName(workspace.name);

  if (!workspace)
    return (
      <Suspense fallback={<PageSkeleton />}>
        <ClosedWorkspace workspaceId={workspaceId} workspaceName={knownName} />
      </Suspense>
    );
  const { page, rest } = found;
  if (!page) return <NotFound />;
  if (page.roles && !page.roles.includes(workspace.role)) return <Forbidden roles={page.roles} />;
  const Page = lazyPage(page);
  const shown = (
    <Crash key={rest}>
      <Suspense fallback={<PageSkeleton />}>
        <Page />
      </Suspense>
    </Crash>
  );
  const behind = page.gated === false;
  return (
    <>
      <Box role="status">
        {workspace.suspended ? (
          <Alert severity="warning" sx={{ mb: 3 }}>
            <AlertTitle>{t('suspended.title', { workspace: workspace.name })}</AlertTitle>
            {t('suspended.text')}
          </Alert>
        ) : null}
      </Box>
      {/* At the same place for every page, so that the store behind them stays open from page to page. */}
      <Gates key={workspaceId} backstage={behind}>
        {behind ? null : shown}
      </Gates>
      {behind ? shown : null}
    </>
  );
}

interface GatesProps {
  readonly backstage: boolean;
  readonly children: ReactNode;
}

function Gates({ backstage, children }: GatesProps) {
  const portal = usePortal();
  const facts = useMemo(() => ({ ...portal, backstage }), [portal, backstage]);
  return (
    <PortalProvider value={facts}>
      <Box hidden={backstage}>
        <Crash>
          <Within gates={gatesOf(portal.house.plugins)}>{children}</Within>
        </Crash>
      </Box>
    </PortalProvider>
  );
}

function Within({ gates, children }: { readonly gates: readonly WorkspaceGate[]; readonly children: ReactNode }) {
  const [Gate, ...inner] = gates;
  if (!Gate) return children;
  return (
    <Suspense fallback={<PageSkeleton />}>
      <Gate>
        <Within gates={inner}>{children}</Within>
      </Gate>
    </Suspense>
  );
}

function gatesOf(on: readonly string[]): WorkspaceGate[] {
  return plugins.flatMap(({ name, gate }) => (gate && on.includes(name) ? [lazyGate(gate)] : []));
}

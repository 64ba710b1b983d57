import { useSession } from '@purser/client/react/session-provider';
import { WorkspacesProvider } from '@purser/client/react/workspaces-provider';
import { currentDesk } from '@purser/client/sync/sync-desk';
import type { WorkspaceChange } from '@purser/client/workspaces/records';
import { PortalProvider } from '@purser/kit/portal/portal';
import { QueryClientProvider } from '@tanstack/react-query';
import { useCallback, useEffect, useState } from 'react';
import type { House } from '../house.js';
import { Texts } from '../i18n/Language.js';
import type { Found, Placed } from '../location/match.js';
import { Frame } from '../shell/Frame.js';
import { usePortalBase } from '../usePortalBase.js';
import { Content } from './Content.js';
import { keepChanges } from './keptChanges.js';
import { makeQueryClient } from './queryClient.js';
import { meKey } from './useMe.js';
import { usePersonalFacts } from './usePersonalFacts.js';
import { useWayOut } from './useWayOut.js';

export interface SignedInProps {
  readonly house: House;
  readonly pages: readonly Placed[];
  readonly found: Found;
  readonly path: string;
  readonly arrivals: number;
}

/** Everything behind the sign-in. Keyed by the person above: another one begins anew. */
export function SignedIn(props: SignedInProps) {
  const [client] = useState(makeQueryClient);
  useWayOut(props.pages);
  // Roles and stores of a workspace follow it; what is a page's own is read by the hooks.
  const follow = useCallback(
    (change: WorkspaceChange | null) => {
      if (change === null || change.kind === 'workspace') currentDesk()?.retry();
      void client.invalidateQueries({ queryKey: meKey });
      void client.invalidateQueries({ queryKey: ['provisioning'] });
    },
    [client],
  );
  // What waited here when somebody else was signed in is none of this person's.
  useEffect(() => keepChanges(0), []);
  return (
    <QueryClientProvider client={client}>
      <WorkspacesProvider onChange={follow}>
        <Person {...props} />
      </WorkspacesProvider>
    </QueryClientProvider>
  );
}

function Person({ house, pages, found, path, arrivals }: SignedInProps) {
  const { session } = useSession();
  const base = usePortalBase({ house, arrivals, params: found.params });
  const { facts, me } = usePersonalFacts(base, { session, pages, workspaceId: found.workspaceId });
  return (
    <PortalProvider value={facts}>
      <Texts of={house.plugins}>
        <Frame pages={pages} found={found}>
          <Content found={found} path={path} me={me} />
        </Frame>
      </Texts>
    </PortalProvider>
  );
}

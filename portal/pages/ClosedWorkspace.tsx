import { usePortal } from '@purser/kit/portal/portal';
import { Suspense, useCallback, useState } from 'react';
import { Ended } from '../../plugins/workspace/portal/ended/Ended.js';
import { Crash } from '../Crash.js';
import { lazyLeftovers } from '../location/lazyPage.js';
import { plugins } from '../plugins.js';
import { forgetOpened } from '../signed-in/openedWorkspaces.js';

export interface ClosedWorkspaceProps {
  readonly workspaceId: string;
  /** Empty when it was not open here before. */
  readonly workspaceName: string;
}

/** In the place of a workspace that is not the person's, never was or is no more; with what this device holds of it. */
export function ClosedWorkspace(props: ClosedWorkspaceProps) {
  const { house, person } = usePortal();
  // Kept while the page stands, although the device forgets it.
  const [name, setName] = useState(props.workspaceName);
  if (props.workspaceName !== '' && props.workspaceName !== name) setName(props.workspaceName);
  const onGone = useCallback(() => {
    if (person) forgetOpened(person.id, props.workspaceId);
  }, [person, props.workspaceId]);
  const leftovers = plugins.flatMap(({ name: plugin, leftovers }) =>
    leftovers && house.plugins.includes(plugin) ? [{ plugin, Leftovers: lazyLeftovers(leftovers) }] : [],
  );
  return (
    <Ended workspaceId={props.workspaceId} workspaceName={name}>
      {leftovers.map(({ plugin, Leftovers }) => (
        <Crash key={plugin}>
          <Suspense fallback={null}>
            <Leftovers workspaceId={props.workspaceId} workspaceName={name} onGone={onGone} />
          </Suspense>
        </Crash>
      ))}
    </Ended>
  );
}

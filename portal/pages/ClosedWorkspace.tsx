import { usePortal } from '@purser/kit/portal/portal';
import { Suspense } from 'react';
import { Ended } from '../../plugins/workspace/portal/ended/Ended.js';
import { Crash } from '../Crash.js';
import { lazyLeftovers } from '../location/lazyPage.js';
import { plugins } from '../plugins.js';

export interface ClosedWorkspaceProps {
  readonly workspaceId: string;
  /** Empty when it was not open here before. */
  readonly workspaceName: string;
}

/** In the place of a workspace that is not the person's, never was or is no more; with what this device holds of it. */
export function ClosedWorkspace(props: ClosedWorkspaceProps) {
  const { house } = usePortal();
  const leftovers = plugins.flatMap(({ name, leftovers }) =>
    leftovers && house.plugins.includes(name) ? [{ name, Leftovers: lazyLeftovers(leftovers) }] : [],
  );
  return (
    <Ended {...props}>
      {leftovers.map(({ name, Leftovers }) => (
        <Crash key={name}>
          <Suspense fallback={null}>
            <Leftovers {...props} />
          </Suspense>
        </Crash>
      ))}
    </Ended>
  );
}

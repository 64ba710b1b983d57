import type { FlagDeclaration } from '@purser/kit/backend/flags';

export const AUTOMATIC = 'provisioning.automatic';

export const provisioningFlags: Readonly<Record<string, FlagDeclaration>> = {
  [AUTOMATIC]: {
    default: true,
    description:
      'Stores of new workspaces are provisioned by themselves. Off: workspaces are created all the same, say that their ' +
      'store awaits an operator, and start when one presses Retry on the store. Roll out per workspace or for everyone; ' +
      'switched back on, waiting stores start within a minute. Stores that are on their way or active are not touched.',
  },
};

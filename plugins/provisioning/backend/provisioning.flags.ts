import type { FlagDeclaration } from '@purser/kit/backend/flags';

export const AUTOMATIC = 'provisioning.automatic';
export const SUSPEND_ON_OVERUSE = 'provisioning.suspend-on-overuse';

export const provisioningFlags: Readonly<Record<string, FlagDeclaration>> = {
  [AUTOMATIC]: {
    default: true,
    description:
      'Stores of new workspaces are provisioned by themselves. Off: workspaces are created all the same, say that their ' +
      'store awaits an operator, and start when one presses Retry on the store. Roll out per workspace or for everyone; ' +
      'switched back on, waiting stores start within a minute. Stores that are on their way or active are not touched.',
  },
  [SUSPEND_ON_OVERUSE]: {
    default: false,
    description:
      'A store that is over its quota can only be read until there is room again; what is written meanwhile waits on the ' +
      'devices. Off: owners are warned all the same, and everybody goes on writing. Roll out per workspace, then for everyone, ' +
      'after a look at Stores with the filter "over": they are held within minutes. Switched off again, they open within ' +
      'minutes. What operators suspended or resumed themselves is not touched.',
  },
};

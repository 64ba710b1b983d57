import type { FlagDeclaration } from '@purser/kit/backend/flags';

export const PUBLIC_STATUS = 'monitor.public-status';

export const monitorFlags: Readonly<Record<string, FlagDeclaration>> = {
  [PUBLIC_STATUS]: {
    default: false,
    description:
      'Shows everybody, at /status, whether the house works, announced maintenance and the incidents of 14 days; no names of ' +
      'customers, workspaces or processes. Off: the page answers 404. Roll out for everyone once the console shows what ' +
      'you would want to be read; switching it off takes it away within 30 seconds.',
  },
};

/** What the provisioning plugin calls its permissions, audit entries and refusals. Safe in a browser. */
import { defineAudit, definePermissions, defineProblems, ofWorkspace } from '@purser/kit/names';

export const provisioningPermissions = definePermissions('provisioning', {
  read: 'See stores, their phase and their timeline',
  retry: 'Start a waiting store and try a failed one again',
});

export const provisioningAudit = defineAudit('provisioning', {
  storeReady: ofWorkspace('A store became active'),
  storeFailed: ofWorkspace('A store could not be provisioned'),
  storeRetried: ofWorkspace('Had a store tried again'),
  storePurged: ofWorkspace('Erased the store of a workspace for good'),
  storeHealed: ofWorkspace('Requested the missing store of a workspace'),
});

export const provisioningProblems = defineProblems({
  storeNotFound: [404, 'store_not_found', 'This workspace has no store yet; one is requested within a minute.'],
  storeNotRetryable: [
    409,
    'store_not_retryable',
    'Only a failed or a waiting store can be tried again; this one is neither, and nothing was changed.',
  ],
});

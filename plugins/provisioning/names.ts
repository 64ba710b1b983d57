/** What the provisioning plugin calls its permissions, audit entries and refusals. Safe in a browser. */
import { defineAudit, definePermissions, defineProblems, ofWorkspace } from '@purser/kit/names';

export const provisioningPermissions = definePermissions('provisioning', {
  read: 'See stores, their phase and their timeline',
  retry: 'Start a waiting store and try a failed one again',
  reconcile: 'Start a round of reconcile by hand',
  suspend: 'Suspend stores, for everybody or for those who write, and resume them',
  setQuota: 'Change what a store may hold',
});

export const provisioningAudit = defineAudit('provisioning', {
  storeReady: ofWorkspace('A store became active'),
  storeFailed: ofWorkspace('A store could not be provisioned'),
  storeRetried: ofWorkspace('Had a store tried again'),
  storeSuspended: ofWorkspace('Suspended a store'),
  storeResumed: ofWorkspace('Resumed a suspended store'),
  storeReopened: ofWorkspace('Opened a store again'),
  storePurged: ofWorkspace('Erased the store of a workspace for good'),
  reconciled: 'Started a round of reconcile',
  storeHealed: ofWorkspace('Requested the missing store of a workspace'),
  quotaChanged: ofWorkspace('Changed what a store may hold'),
});

export const provisioningProblems = defineProblems({
  storeNotFound: [404, 'store_not_found', 'This workspace has no store yet; one is requested within a minute.'],
  storeNotRetryable: [
    409,
    'store_not_retryable',
    'Only a failed or a waiting store can be tried again; this one is neither, and nothing was changed.',
  ],
  reconcileRunning: [
    409,
    'reconcile_running',
    'A round of reconcile is on already; its report stands on the board in a moment. Nothing was started.',
  ],
  storeNotSuspendable: [
    409,
    'store_not_suspendable',
    'This store is suspended in this way already, or deleted; nothing was changed.',
  ],
  storeNotHeld: [
    409,
    'store_not_held',
    'This store was not suspended by itself. If its workspace is suspended, resume the workspace; nothing was changed.',
  ],
  storeQuotaFinal: [
    409,
    'store_quota_final',
    'This store is erased or being erased, so it has no quota any more; nothing was changed.',
  ],
});

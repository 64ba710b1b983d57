import { webhook } from '@purser/kit/backend/webhooks';
import { backupFailed, backupStale, drillFailed } from './alarm/events.js';

const backupId = '0198a2f0-5d5e-7c3a-9a53-2b4f60c1de10';

export const backupWebhooks = [
  webhook(backupFailed, 'A backup failed, or was found corrupt', {
    backupId,
    policy: 'Nightly',
    state: 'failed',
    code: 'target_full',
  }),
  webhook(backupStale, 'No backup has succeeded for too long', {
    policyId: '0198a2f0-5d5e-7c3a-9a53-2b4f60c1de11',
    policy: 'Nightly',
    lastSuccessAt: '2026-11-25T02:15:04.120Z',
    staleHours: 26,
  }),
  webhook(drillFailed, 'A restore drill failed', {
    drillId: '0198a2f0-5d5e-7c3a-9a53-2b4f60c1de12',
    backupId,
    code: 'corrupt_block',
  }),
];

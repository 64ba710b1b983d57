import { listen } from '@purser/kit/backend/events';
import { definePlugin } from '@purser/kit/backend/plugin';
import { ProvisioningCreate1764000000400 } from '../../../migrations/1764000000400-provisioning-create.js';
import { ProvisioningPurge1764000000401 } from '../../../migrations/1764000000401-provisioning-purge.js';
import { ProvisioningLifecycle1764000000402 } from '../../../migrations/1764000000402-provisioning-lifecycle.js';
import { ProvisioningWatched1764000000450 } from '../../../migrations/1764000000450-provisioning-watched.js';
import { ProvisioningReconcile1764000000460 } from '../../../migrations/1764000000460-provisioning-reconcile.js';
import { ProvisioningQuotas1764000000461 } from '../../../migrations/1764000000461-provisioning-quotas.js';
import { ProvisioningList1764000000470 } from '../../../migrations/1764000000470-provisioning-list.js';
import { logReplaced } from '../../sync/backend/events.js';
import { sync } from '../../sync/backend/sync.plugin.js';
import {
  workspaceCreated,
  workspaceDeleted,
  workspacePurged,
  workspaceResumed,
  workspaceSuspended,
  workspaceUndeleted,
} from '../../workspace/backend/events.js';
import { workspace } from '../../workspace/backend/workspace.plugin.js';
import { provisioningAudit, provisioningPermissions } from '../names.js';
import { provisioningFlags } from './provisioning.flags.js';
import { ProvisioningModule } from './provisioning.module.js';
import { provisioningOptions } from './provisioning.options.js';
import { provisioningWebhooks } from './provisioning.webhooks.js';
import { storeFullMail, storeNearlyFullMail } from './quota/store-usage.mail.js';
import { ReconcileStores } from './reconcile/reconcile-stores.job.js';
import { StepRun } from './step/step-run.entity.js';
import { FollowWorkspace } from './store/follow-workspace.listener.js';
import { NoteReplacedLog } from './store/note-replaced-log.listener.js';
import { PhaseChange } from './store/phase-change.entity.js';
import { ProvisionStore } from './store/provision-store.job.js';
import { PurgeStore } from './store/purge-store.listener.js';
import { RequestStore } from './store/request-store.listener.js';
import { Store } from './store/store.entity.js';
import { StoresAreWorkedOn } from './store/stores.health.js';

const ofStore = { workspace: { column: 'store_id', of: 'provisioning_store', key: 'id' } };

/** Gives every workspace a store that is proven to work before anybody is let in. */
export const provisioning = definePlugin({
  name: 'provisioning',
  worksWith: '^1.0.0',
  needs: [workspace, sync],
  options: provisioningOptions,
  module: ProvisioningModule,
  entities: [Store, PhaseChange, StepRun],
  migrations: [
    ProvisioningCreate1764000000400,
    ProvisioningPurge1764000000401,
    ProvisioningLifecycle1764000000402,
    ProvisioningWatched1764000000450,
    ProvisioningReconcile1764000000460,
    ProvisioningQuotas1764000000461,
    ProvisioningList1764000000470,
  ],
  permissions: provisioningPermissions,
  audit: provisioningAudit,
  listens: [
    listen(workspaceCreated, RequestStore),
    listen(workspaceSuspended, FollowWorkspace),
    listen(workspaceResumed, FollowWorkspace),
    listen(workspaceDeleted, FollowWorkspace),
    listen(workspaceUndeleted, FollowWorkspace),
    listen(workspacePurged, PurgeStore),
    listen(logReplaced, NoteReplacedLog),
  ],
  jobs: [
    // A step has 30 s; failed ones queue the next run themselves, so the queue's own tries are for a lost database.
    { name: 'provision-store', timeoutMs: 300_000, maxAttempts: 25, isWaitedFor: true, run: ProvisionStore },
    { name: 'reconcile-stores', schedule: () => '* * * * *', timeoutMs: 55_000, maxAttempts: 1, run: ReconcileStores },
  ],
  mails: [storeNearlyFullMail, storeFullMail],
  webhooks: provisioningWebhooks,
  health: [StoresAreWorkedOn],
  backup: {
    tables: {
      provisioning_store: {
        workspace: 'workspace_id',
        newIds: ['id', 'backend_id'],
        copied: {
          set: {
            lease_owner: 'NULL',
            lease_until: 'NULL',
            fence: '0',
            // What the copy shall be is its own workspace's to say.
            desired: `'active'`,
            purge_after: 'NULL',
            held: 'NULL',
            held_by: 'NULL',
            held_reason: 'NULL',
            held_at: 'NULL',
            // How full it is, is looked at anew; what it may hold is as the original has it, for it is as large.
            usage_level: `'ok'`,
            usage_since: 'NULL',
            quota_waived: 'false',
          },
        },
        inPlace: 'kept',
      },
      // A store that is copied begins a history of its own.
      provisioning_phase: { ...ofStore, copied: false, inPlace: 'kept' },
      provisioning_step: { ...ofStore, copied: false, inPlace: 'kept' },
      provisioning_probe_log: 'live',
      provisioning_reconcile: 'nothing',
      provisioning_cursor: 'nothing',
    },
  },
  flags: provisioningFlags,
});

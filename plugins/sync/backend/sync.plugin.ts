import { listen } from '@purser/kit/backend/events';
import { definePlugin } from '@purser/kit/backend/plugin';
import { SyncCreate1764000000300 } from '../../../migrations/1764000000300-sync-create.js';
import { SyncIdCheckedOnce1764000000301 } from '../../../migrations/1764000000301-sync-id-checked-once.js';
import { SyncRestoredHead1764000000310 } from '../../../migrations/1764000000310-sync-restored-head.js';
import { SyncConnectionStates1764000000320 } from '../../../migrations/1764000000320-sync-connection-states.js';
import { sessionsEnded } from '../../auth/backend/events.js';
import {
  memberRemoved,
  memberRoleChanged,
  workspaceDeleted,
  workspaceSuspended,
} from '../../workspace/backend/events.js';
import { workspace } from '../../workspace/backend/workspace.plugin.js';
import { syncAudit, syncPermissions } from '../names.js';
import {
  CloseChangedRole,
  CloseDeletedWorkspace,
  CloseEndedSessions,
  CloseRemovedMember,
  CloseSuspendedWorkspace,
} from './connection/ending.listeners.js';
import { SocketsHealth } from './health/sockets.health.js';
import { StoreLog } from './store-log/store-log.entity.js';
import { SyncModule } from './sync.module.js';
import { syncOptions } from './sync.options.js';
import { PruneTickets } from './ticket/prune-tickets.job.js';

/** The sync server of LiveStore 0.4 apps: logs in PostgreSQL, sockets that know who is behind them. */
export const sync = definePlugin({
  name: 'sync',
  worksWith: '^1.0.0',
  needs: ['auth', workspace],
  options: syncOptions,
  module: SyncModule,
  entities: [StoreLog],
  migrations: [
    SyncCreate1764000000300,
    SyncIdCheckedOnce1764000000301,
    SyncRestoredHead1764000000310,
    SyncConnectionStates1764000000320,
  ],
  permissions: syncPermissions,
  audit: syncAudit,
  listens: [
    listen(sessionsEnded, CloseEndedSessions),
    listen(memberRemoved, CloseRemovedMember),
    listen(memberRoleChanged, CloseChangedRole),
    listen(workspaceDeleted, CloseDeletedWorkspace),
    listen(workspaceSuspended, CloseSuspendedWorkspace),
  ],
  jobs: [{ name: 'prune-tickets', schedule: () => '*/10 * * * *', timeoutMs: 60_000, run: PruneTickets }],
  health: [SocketsHealth],
  backup: {
    tables: {
      sync_store_log: {
        workspace: 'workspace_id',
        newIds: ['store_id', 'backend_id'],
        renewed: ['backend_id'],
      },
      sync_event: { workspace: { column: 'store_id', of: 'sync_store_log', key: 'store_id' }, grows: 'seq' },
      sync_ticket: 'nothing',
      sync_process: 'live',
      sync_connection: 'live',
    },
    settle: ['UPDATE sync_store_log SET restored_head = head'],
  },
});

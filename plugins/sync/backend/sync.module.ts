import { Module } from '@nestjs/common';
import { AuthModule } from '../../auth/backend/auth.module.js';
import { WorkspaceModule } from '../../workspace/backend/workspace.module.js';
import { Standings } from './access/standing.service.js';
import { UpgradeGate } from './access/upgrade-gate.service.js';
import { ConnectionRegistry } from './connection/connection-registry.service.js';
import { ConnectionWatch } from './connection/connection-watch.service.js';
import { ConnectionsConsoleController } from './connection/connections-console.controller.js';
import {
  CloseChangedRole,
  CloseDeletedWorkspace,
  CloseEndedSessions,
  CloseRemovedMember,
  CloseSuspendedWorkspace,
} from './connection/ending.listeners.js';
import { Endings } from './connection/endings.service.js';
import { EventsConsoleController } from './event/events-console.controller.js';
import { StoreEvents } from './event/store-events.service.js';
import { SocketsHealth } from './health/sockets.health.js';
import { HeadAnnouncer } from './socket/head-announcer.service.js';
import { SocketRecords } from './socket/socket-records.service.js';
import { SyncSockets } from './socket/sync-sockets.service.js';
import { EventLogProvider } from './store-log/event-log.provider.js';
import { StoreLogs } from './store-log/store-logs.service.js';
import { SyncDatabase } from './store-log/sync-database.provider.js';
import { PruneTickets } from './ticket/prune-tickets.job.js';
import { TicketsController } from './ticket/tickets.controller.js';
import { SyncTickets } from './ticket/tickets.service.js';

@Module({
  imports: [AuthModule, WorkspaceModule],
  controllers: [TicketsController, ConnectionsConsoleController, EventsConsoleController],
  providers: [
    SyncDatabase,
    EventLogProvider,
    StoreLogs,
    StoreEvents,
    SyncTickets,
    Standings,
    UpgradeGate,
    Endings,
    ConnectionRegistry,
    SocketRecords,
    HeadAnnouncer,
    SyncSockets,
    ConnectionWatch,
    CloseEndedSessions,
    CloseRemovedMember,
    CloseChangedRole,
    CloseDeletedWorkspace,
    CloseSuspendedWorkspace,
    PruneTickets,
    SocketsHealth,
  ],
  exports: [StoreLogs, SyncTickets],
})
export class SyncModule {}

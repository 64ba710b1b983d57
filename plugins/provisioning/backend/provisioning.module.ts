import { Module } from '@nestjs/common';
import { AuthModule } from '../../auth/backend/auth.module.js';
import { SyncModule } from '../../sync/backend/sync.module.js';
import { WorkspaceModule } from '../../workspace/backend/workspace.module.js';
import { Board } from './board/board.service.js';
import { BoardConsoleController } from './board/board-console.controller.js';
import { StoreLeases } from './lease/store-leases.service.js';
import { ProbeDoor } from './probe/probe-door.service.js';
import { ProbeLogs } from './probe/probe-logs.service.js';
import { StoreProbe } from './probe/store-probe.service.js';
import { StoreChanges } from './progress/store-changes.service.js';
import { StoreHistory } from './progress/store-history.service.js';
import { StoreStatuses } from './progress/store-statuses.service.js';
import { StoreStream } from './progress/store-stream.service.js';
import { WorkspaceStoreController } from './progress/workspace-store.controller.js';
import { OveruseHolds } from './quota/overuse-holds.service.js';
import { StoreQuotas } from './quota/store-quotas.service.js';
import { SweepCursors } from './quota/sweep-cursors.service.js';
import { UsageLevels } from './quota/usage-levels.service.js';
import { UsageMails } from './quota/usage-mails.service.js';
import { UsageSweep } from './quota/usage-sweep.service.js';
import { WorkspaceUsage } from './quota/workspace-usage.service.js';
import { ReconcileRounds } from './reconcile/reconcile-rounds.service.js';
import { ReconcileStores } from './reconcile/reconcile-stores.job.js';
import { StoreDrift } from './reconcile/store-drift.service.js';
import { StoreRepairs } from './reconcile/store-repairs.service.js';
import { AdoptStep } from './step/adopt.step.js';
import { AllocateStep } from './step/allocate.step.js';
import { AnnounceStep } from './step/announce.step.js';
import { CloseStep } from './step/close.step.js';
import { CreateLogStep } from './step/create-log.step.js';
import { DrainStep } from './step/drain.step.js';
import { EraseStep } from './step/erase.step.js';
import { IssueAccessStep } from './step/issue-access.step.js';
import { KeepStep } from './step/keep.step.js';
import { PrepareStep } from './step/prepare.step.js';
import { ProbeStep } from './step/probe.step.js';
import { RegisterRouteStep } from './step/register-route.step.js';
import { ReopenStep } from './step/reopen.step.js';
import { StepLedger } from './step/step-ledger.service.js';
import { STORE_STEPS, type Step } from './step/store-step.js';
import { TakeBackStep } from './step/take-back.step.js';
import { CanaryStores } from './store/canary-stores.service.js';
import { DueStores } from './store/due-stores.service.js';
import { FollowWorkspace } from './store/follow-workspace.listener.js';
import { NoteReplacedLog } from './store/note-replaced-log.listener.js';
import { ProvisionStore } from './store/provision-store.job.js';
import { PurgeStore } from './store/purge-store.listener.js';
import { RequestStore } from './store/request-store.listener.js';
import { StoreArrivals } from './store/store-arrivals.service.js';
import { StoreDegradation } from './store/store-degradation.service.js';
import { StoreDesires } from './store/store-desires.service.js';
import { StoreGauges } from './store/store-gauges.service.js';
import { StoreHolds } from './store/store-holds.service.js';
import { StoreOpenings } from './store/store-openings.service.js';
import { StoreProvisioner } from './store/store-provisioner.service.js';
import { StoreRequests } from './store/store-requests.service.js';
import { StoreRetry } from './store/store-retry.service.js';
import { StoreSweeper } from './store/store-sweeper.service.js';
import { StoresAreWorkedOn } from './store/stores.health.js';
import { StoresConsoleController } from './store/stores-console.controller.js';

const steps = [
  AllocateStep,
  CreateLogStep,
  IssueAccessStep,
  RegisterRouteStep,
  ProbeStep,
  AnnounceStep,
  CloseStep,
  DrainStep,
  TakeBackStep,
  KeepStep,
  PrepareStep,
  AdoptStep,
  ReopenStep,
  EraseStep,
];

@Module({
  imports: [AuthModule, WorkspaceModule, SyncModule],
  controllers: [WorkspaceStoreController, StoresConsoleController, BoardConsoleController],
  providers: [
    StoreRequests,
    RequestStore,
    PurgeStore,
    FollowWorkspace,
    NoteReplacedLog,
    StoreDesires,
    StoreArrivals,
    StoreProvisioner,
    ProvisionStore,
    DueStores,
    ReconcileStores,
    ReconcileRounds,
    StoreDrift,
    StoreRepairs,
    Board,
    StoreSweeper,
    StoreRetry,
    StoreHolds,
    StoreOpenings,
    SweepCursors,
    UsageLevels,
    UsageMails,
    UsageSweep,
    OveruseHolds,
    StoreQuotas,
    WorkspaceUsage,
    StoreGauges,
    StoresAreWorkedOn,
    StoreLeases,
    StepLedger,
    ...steps,
    { provide: STORE_STEPS, inject: steps, useFactory: (...all: Step[]) => all },
    ProbeLogs,
    ProbeDoor,
    StoreProbe,
    StoreChanges,
    StoreHistory,
    StoreStatuses,
    StoreStream,
    CanaryStores,
    StoreDegradation,
  ],
  exports: [StoreProbe, CanaryStores, StoreDegradation],
})
export class ProvisioningModule {}

import { Module } from '@nestjs/common';
import { AuthModule } from '../../auth/backend/auth.module.js';
import { ProvisioningModule } from '../../provisioning/backend/provisioning.module.js';
import { RunCanary } from './canary/run-canary.job.js';
import { MonitorConsoleController } from './console/monitor-console.controller.js';
import { Standing } from './console/standing.service.js';
import { IncidentMails } from './incident/incident-mails.service.js';
import { Incidents } from './incident/incidents.service.js';
import { MaintenanceWindows } from './maintenance/maintenance-windows.service.js';
import { ProcessProbe } from './process/process-probe.service.js';
import { Findings } from './result/findings.service.js';
import { Slos } from './slo/slos.service.js';
import { WatchSlos } from './slo/watch-slos.job.js';
import { PublicStatuses } from './status/public-status.service.js';
import { StatusController } from './status/status.controller.js';
import { ProbeStores } from './stores/probe-stores.job.js';
import { Vantage } from './vantage.service.js';

@Module({
  imports: [AuthModule, ProvisioningModule],
  controllers: [MonitorConsoleController, StatusController],
  providers: [
    Vantage,
    Findings,
    Incidents,
    IncidentMails,
    MaintenanceWindows,
    ProcessProbe,
    ProbeStores,
    RunCanary,
    Slos,
    WatchSlos,
    Standing,
    PublicStatuses,
  ],
})
export class MonitorModule {}

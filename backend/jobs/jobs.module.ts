import { Global, Module } from '@nestjs/common';
import { Jobs } from '@purser/kit/backend/jobs';
import { JobCatalogue } from './job-catalogue.service.js';
import { JobExecution } from './job-execution.service.js';
import { JobKindsController } from './job-kinds.controller.js';
import { JobLedger } from './job-ledger.service.js';
import { JobWorker } from './job-worker.service.js';
import { JobsController } from './jobs.controller.js';
import { QueueHealth } from './queue.health.js';
import { QueueGauges } from './queue-gauges.service.js';
import { ScheduleTicker } from './schedule-ticker.service.js';
import { SqlJobs } from './sql-jobs.js';
import { WorkerHeartbeat } from './worker-heartbeat.service.js';
import { WorkersController } from './workers.controller.js';

@Global()
@Module({
  controllers: [JobsController, JobKindsController, WorkersController],
  providers: [
    { provide: Jobs, useClass: SqlJobs },
    JobCatalogue,
    JobExecution,
    JobLedger,
    JobWorker,
    QueueGauges,
    QueueHealth,
    ScheduleTicker,
    WorkerHeartbeat,
  ],
  exports: [Jobs, JobWorker, ScheduleTicker],
})
export class JobsModule {}

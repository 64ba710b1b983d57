import { Global, Module } from '@nestjs/common';
import { AuditReader, AuditTrail } from '@purser/kit/backend/audit';
import { AuditController } from './audit.controller.js';
import { AuditExporter } from './audit-exporter.service.js';
import { AuditVerification } from './audit-verification.service.js';
import { AuditVerifyCommand } from './audit-verify.command.js';
import { ChainedAuditTrail } from './chained-audit-trail.js';
import { VerifyAuditJob } from './verify-audit.job.js';
import { WorkspaceAuditReader } from './workspace-audit-reader.js';

@Global()
@Module({
  controllers: [AuditController],
  providers: [
    { provide: AuditTrail, useClass: ChainedAuditTrail },
    { provide: AuditReader, useClass: WorkspaceAuditReader },
    AuditVerification,
    AuditExporter,
    AuditVerifyCommand,
    VerifyAuditJob,
  ],
  exports: [AuditTrail, AuditReader, AuditVerification],
})
export class AuditModule {}

import { Injectable, Logger } from '@nestjs/common';
import type { Job } from '@purser/kit/backend/jobs';
import { Metrics } from '@purser/kit/backend/metrics';
import { AuditVerification } from './audit-verification.service.js';

/** Every night; the anchor it logs lies outside of the database and proves that nothing before it was rewritten. */
@Injectable()
export class VerifyAuditJob implements Job {
  private readonly logger = new Logger('Audit');
  private readonly faults;

  constructor(
    private readonly verification: AuditVerification,
    metrics: Metrics,
  ) {
    this.faults = metrics.gauge('purser_audit_faults', 'Faults that the last check of the audit trail found');
  }

  async run(): Promise<void> {
    const { entries, faults, anchor } = await this.verification.verify();
    this.faults.set(faults.length);
    if (faults.length > 0) {
      throw new Error(`The audit trail was changed in ${faults.length} places; "pnpm purser audit verify" names them.`);
    }
    this.logger.log(`The audit trail is intact: ${entries} entries, anchor ${anchor}.`);
  }
}

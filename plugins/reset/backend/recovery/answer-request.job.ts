import { Injectable } from '@nestjs/common';
import { AuditTrail } from '@purser/kit/backend/audit';
import type { Job, JobRun } from '@purser/kit/backend/jobs';
import { DataSource } from 'typeorm';
import { PasswordRecovery } from '../../../auth/backend/password/password-recovery.service.js';
import { UserDirectory } from '../../../auth/backend/user/user-directory.service.js';
import { resetAudit } from '../../names.js';
import { RecoveryMail } from './recovery-mail.service.js';
import type { RecoveryRequest } from './recovery-requests.service.js';

/** Finds out whether somebody has this address, and mails them. Run twice it mails once: the second is inside the cooldown. */
@Injectable()
export class AnswerRequest implements Job<RecoveryRequest> {
  constructor(
    private readonly dataSource: DataSource,
    private readonly users: UserDirectory,
    private readonly recovery: PasswordRecovery,
    private readonly mail: RecoveryMail,
    private readonly audit: AuditTrail,
  ) {}

  async run({ payload: { email, origin } }: JobRun<RecoveryRequest>): Promise<void> {
    const user = await this.users.byEmail(email);
    const prepared = user && (await this.recovery.prepare());
    await this.dataSource.transaction(async (tx) => {
      const on = user ? { type: 'user', id: user.id } : undefined;
      const outcome = user && prepared ? await this.mail.send(tx, user.id, prepared) : 'unknown';
      await this.audit.record(tx, { what: resetAudit.requested, by: 'anonymous', on, origin, detail: { outcome } });
    });
  }
}

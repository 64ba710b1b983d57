import { Injectable } from '@nestjs/common';
import { AuditTrail } from '@purser/kit/backend/audit';
import type { Job, JobRun } from '@purser/kit/backend/jobs';
import { DataSource } from 'typeorm';
import { UserDirectory } from '../../../auth/backend/user/user-directory.service.js';
import { resetAudit } from '../../names.js';
import { RecoveryCounter } from './recovery-counter.service.js';
import { RecoveryMail } from './recovery-mail.service.js';
import type { RecoveryRequest } from './recovery-requests.service.js';

/** Finds out whether somebody has this address, and mails them. Run twice it mails once: the second is inside the cooldown. */
@Injectable()
export class AnswerRequest implements Job<RecoveryRequest> {
  constructor(
    private readonly dataSource: DataSource,
    private readonly users: UserDirectory,
    private readonly mail: RecoveryMail,
    private readonly audit: AuditTrail,
    private readonly counter: RecoveryCounter,
  ) {}

  async run({ payload: { email, origin } }: JobRun<RecoveryRequest>): Promise<void> {
    const user = await this.users.byEmail(email);
    const prepared = user && (await this.mail.prepare(user.id));
    const outcome = await this.dataSource.transaction(async (tx) => {
      const on = user ? { type: 'user', id: user.id } : undefined;
      const sent = user && prepared ? await this.mail.send(tx, user.id, prepared) : 'unknown';
      const detail = { outcome: sent };
      await this.audit.record(tx, { what: resetAudit.requested, by: 'anonymous', on, origin, detail });
      return sent;
    });
    this.counter.count('issue', outcome);
  }
}

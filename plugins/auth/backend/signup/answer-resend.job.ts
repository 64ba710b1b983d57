import { Injectable } from '@nestjs/common';
import type { Job, JobRun } from '@purser/kit/backend/jobs';
import { DataSource } from 'typeorm';
import { OneTimeTokens } from '../one-time-token/one-time-tokens.service.js';
import { lockedByEmail } from '../user/locked-user.js';
import { ConfirmationMail } from './confirmation-mail.service.js';
import type { WaitingResend } from './sign-up.service.js';
import { SignUpTickets } from './sign-up-tickets.service.js';

/** Run twice it mails once: the second is inside the cooldown. */
@Injectable()
export class AnswerResend implements Job<WaitingResend> {
  constructor(
    private readonly dataSource: DataSource,
    private readonly tickets: SignUpTickets,
    private readonly tokens: OneTimeTokens,
    private readonly confirmation: ConfirmationMail,
  ) {}

  async run({ payload: { email, ticket } }: JobRun<WaitingResend>): Promise<void> {
    const invitation = ticket && (await this.tickets.unseal(ticket))?.invitation;
    const prepared = await this.tokens.prepare();
    await this.dataSource.transaction(async (tx) => {
      const user = await lockedByEmail(tx, email);
      if (user && !user.confirmedAt && !user.disabledAt) await this.confirmation.send(tx, user, prepared, invitation);
    });
  }
}

import { Injectable } from '@nestjs/common';
import type { Job, JobRun } from '@purser/kit/backend/jobs';
import { DataSource } from 'typeorm';
import { OneTimeTokens } from '../one-time-token/one-time-tokens.service.js';
import type { WaitingSignUp } from './sign-up.service.js';
import { SignUpEntry } from './sign-up-entry.service.js';
import { SignUpTickets } from './sign-up-tickets.service.js';

/** Finds out whose address it is, and writes the mail of that case. */
@Injectable()
export class AnswerSignUp implements Job<WaitingSignUp> {
  constructor(
    private readonly dataSource: DataSource,
    private readonly tickets: SignUpTickets,
    private readonly tokens: OneTimeTokens,
    private readonly entry: SignUpEntry,
  ) {}

  async run({ payload: { ticket: sealed, origin } }: JobRun<WaitingSignUp>): Promise<void> {
    const ticket = await this.tickets.unseal(sealed);
    if (!ticket) throw new Error('a sign-up that waited was sealed with another key');
    const prepared = await this.tokens.prepare();
    await this.dataSource.transaction((tx) => this.entry.enter(tx, ticket, prepared, origin));
  }
}

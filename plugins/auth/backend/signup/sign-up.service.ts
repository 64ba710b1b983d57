import { Injectable } from '@nestjs/common';
import type { Origin } from '@purser/kit/backend/access';
import { Refusal } from '@purser/kit/backend/errors';
import { Jobs } from '@purser/kit/backend/jobs';
import { HouseSettings } from '@purser/kit/backend/settings';
import { DataSource, type EntityManager } from 'typeorm';
import { uuidv7 } from 'uuidv7';
import type { z } from 'zod';
import { authProblems } from '../../names.js';
import type { signUpRequest } from '../../records.js';
import { PasswordHasher } from '../password/password-hasher.service.js';
import { weaknessOf } from '../password/password-rules.js';
import { emailKey } from '../user/email-address.js';
import { MailboxProofs } from './mailbox-proofs.service.js';
import { SignUpEntry } from './sign-up-entry.service.js';
import { type SignUpTicket, SignUpTickets } from './sign-up-tickets.service.js';

type SignUp = z.output<typeof signUpRequest>;

export interface SignedUp {
  readonly ticket: SignUpTicket;
  readonly status: 'confirmation_sent' | 'confirmed';
}

export const ANSWER_SIGN_UP = 'auth.answer-sign-up';
export const ANSWER_RESEND = 'auth.answer-resend';

/** The ticket is sealed: what waits in the queue is seen by operators. */
export interface WaitingSignUp {
  readonly ticket: string;
  readonly origin: Origin;
}

export interface WaitingResend {
  readonly email: string;
  /** Of the browser that asks, when it signed up with this address. */
  readonly ticket?: string;
}

/** More often nobody mistypes; it is the same for every address, as the count is the browser's. */
const MOST_CORRECTIONS = 5;

/**
 * Takes sign-ups without looking whose address it is: one hash and one row in the queue for each, so that addresses that
 * are known and those that are not differ neither in the answer, nor in its time, nor in what is written (SECURITY 19). A
 * job finds out later.
 */
@Injectable()
export class SignUpService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly hasher: PasswordHasher,
    private readonly tickets: SignUpTickets,
    private readonly entry: SignUpEntry,
    private readonly proofs: MailboxProofs,
    private readonly jobs: Jobs,
    private readonly settings: HouseSettings,
  ) {}

  /** `confirmed` answers only who brought a token that was mailed to the address: an invitation proves the mailbox. */
  async signUp(request: SignUp, origin: Origin): Promise<SignedUp> {
    const weakness = weaknessOf(request.password, { ...request, product: this.settings.productName });
    if (weakness) {
      throw new Refusal(authProblems.weakPassword, { message: weakness, errors: { password: weakness } });
    }
    const ticket = ticketOf(request, await this.hasher.hash(request.password));
    const status = await this.dataSource.transaction(async (tx) => {
      if (await this.provesMailbox(tx, ticket)) {
        return (await this.entry.enterProven(tx, ticket, origin)) ? 'confirmed' : 'confirmation_sent';
      }
      await this.enqueue(tx, ticket, origin);
      return 'confirmation_sent';
    });
    return { ticket, status };
  }

  /** Holds as much as any other, and does nothing. */
  trapTicket(request: SignUp): SignUpTicket {
    return { ...ticketOf(request, ''), isTrap: true };
  }

  /**
   * The same sign-up with another address, by the browser that made it. A mail goes to the new one in any case, so that
   * nobody learns whether the first was known. 410 `sign_up_over` after five corrections.
   */
  async correct(ticket: SignUpTicket, email: string, origin: Origin): Promise<SignUpTicket> {
    const mistyped = ticket.mistyped ?? [];
    if (mistyped.length >= MOST_CORRECTIONS) throw new Refusal(authProblems.signUpOver);
    const corrected = { ...ticket, email, mistyped: [...mistyped, ticket.email] };
    if (ticket.isTrap || emailKey(ticket.email) === emailKey(email)) return corrected;
    await this.dataSource.transaction((tx) => this.enqueue(tx, corrected, origin));
    return corrected;
  }

  /** Another confirmation mail, if there is somebody who waits for one. */
  async resend(email: string, ticket: SignUpTicket | undefined): Promise<void> {
    const waiting: WaitingResend = { email, ...(ticket ? { ticket: await this.tickets.seal(ticket) } : {}) };
    const key = `${ANSWER_RESEND}:${emailKey(email)}`;
    await this.dataSource.transaction((tx) => this.jobs.enqueue(tx, ANSWER_RESEND, waiting, { key }));
  }

  /** A correction takes the place of what it corrects, if that still waits. */
  private async enqueue(tx: EntityManager, ticket: SignUpTicket, origin: Origin): Promise<void> {
    const waiting: WaitingSignUp = { ticket: await this.tickets.seal(ticket), origin };
    await this.jobs.enqueue(tx, ANSWER_SIGN_UP, waiting, { key: `${ANSWER_SIGN_UP}:${ticket.id}` });
  }

  private async provesMailbox(tx: EntityManager, { email, invitation: token }: SignUpTicket): Promise<boolean> {
    return token !== undefined && (await this.proofs.hold(tx, { email, token }));
  }
}

function ticketOf({ email, name, locale, invitation }: SignUp, passwordHash: string): SignUpTicket {
  return { id: uuidv7(), email, name, locale, passwordHash, ...(invitation ? { invitation } : {}) };
}

import { Body, Controller, Get, HttpCode, Inject, Post, Req, Res } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { CookieAuthenticated, type Origin, Public, RequestOrigin } from '@purser/kit/backend/access';
import { Clock } from '@purser/kit/backend/clock';
import { Refusal } from '@purser/kit/backend/errors';
import { RateLimits } from '@purser/kit/backend/limits';
import { optionsOf } from '@purser/kit/backend/plugin';
import { HouseSettings } from '@purser/kit/backend/settings';
import type { Request, Response } from 'express';
import type { z } from 'zod';
import { authProblems } from '../../names.js';
import {
  type ConfirmedRecord,
  confirmedRecord,
  confirmRequest,
  resendRequest,
  type SignUpChallenge,
  signUpChallenge,
  signUpCorrection,
  signUpRequest,
} from '../../records.js';
import type { AuthOptions } from '../auth.options.js';
import { emailKey } from '../user/email-address.js';
import { ConfirmationService } from './confirmation.service.js';
import { SignUpService } from './sign-up.service.js';
import { SignUpCookie } from './sign-up-cookie.js';
import { SignUpGuards } from './sign-up-guards.service.js';
import { type SignUpTicket, SignUpTickets } from './sign-up-tickets.service.js';

interface Sent {
  readonly status: 'confirmation_sent';
}
const SENT: Sent = { status: 'confirmation_sent' };

/** From nobody to a confirmed address. The answers never tell whether an address is known. */
@ApiTags('auth')
@Public()
@Controller('auth')
export class SignUpController {
  private readonly cookie: SignUpCookie;

  constructor(
    private readonly signUps: SignUpService,
    private readonly guards: SignUpGuards,
    private readonly tickets: SignUpTickets,
    private readonly confirmations: ConfirmationService,
    private readonly limits: RateLimits,
    private readonly clock: Clock,
    @Inject(optionsOf('auth')) private readonly options: AuthOptions,
    settings: HouseSettings,
  ) {
    this.cookie = new SignUpCookie(settings);
  }

  /** The puzzle of the flag `auth.sign-up-proof-of-work`; `challenge` is null while it is off. */
  @Get('signup/challenge')
  @ApiOkResponse({ standardSchema: signUpChallenge })
  async challenge(): Promise<SignUpChallenge> {
    return (await this.guards.challenge()) ?? { challenge: null, bits: 0 };
  }

  @Post('signup')
  @HttpCode(202)
  async signUp(
    @Body({ schema: signUpRequest }) body: z.output<typeof signUpRequest>,
    @RequestOrigin() origin: Origin,
    @Res({ passthrough: true }) response: Response,
  ): Promise<{ status: 'confirmation_sent' | 'confirmed' }> {
    await this.limit(origin);
    await this.guards.demandProof(body.proof);
    if (await this.guards.isTrapped(body, origin)) {
      await this.keep(response, this.signUps.trapTicket(body));
      return SENT;
    }
    const { ticket, status } = await this.signUps.signUp(body, origin);
    await this.keep(response, ticket);
    this.guards.accepted();
    return { status };
  }

  /** Another address for the sign-up of this browser, before the first one is proven; its mail and code die. */
  @Post('signup/correct')
  @CookieAuthenticated()
  @HttpCode(202)
  async correct(
    @Body({ schema: signUpCorrection }) { email }: z.output<typeof signUpCorrection>,
    @RequestOrigin() origin: Origin,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<Sent> {
    await this.limit(origin);
    const ticket = await this.ticket(request);
    if (!ticket) throw new Refusal(authProblems.signUpOver);
    await this.keep(response, await this.signUps.correct(ticket, email, origin));
    return SENT;
  }

  /** `invitation` comes back when this browser signed up with one, so that its page can go on there. */
  @Post('confirm')
  @HttpCode(200)
  @ApiOkResponse({ standardSchema: confirmedRecord })
  async confirm(
    @Body({ schema: confirmRequest }) body: z.output<typeof confirmRequest>,
    @RequestOrigin() origin: Origin,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<ConfirmedRecord> {
    await this.limit(origin);
    const email =
      'token' in body
        ? await this.confirmations.byLink(body.token, origin)
        : await this.confirmations.byCode(body.email, body.code, origin);
    const ticket = await this.ticketOf(request, email);
    if (ticket) this.cookie.clear(response);
    return { status: 'confirmed', ...(ticket?.invitation ? { invitation: ticket.invitation } : {}) };
  }

  @Post('confirm/resend')
  @HttpCode(202)
  async resend(
    @Body({ schema: resendRequest }) { email }: z.output<typeof resendRequest>,
    @RequestOrigin() origin: Origin,
    @Req() request: Request,
  ): Promise<Sent> {
    await this.limit(origin);
    await this.signUps.resend(email, await this.ticketOf(request, email));
    return SENT;
  }

  private async keep(response: Response, ticket: SignUpTicket): Promise<void> {
    this.cookie.write(response, await this.tickets.seal(ticket), this.tickets.expires, this.clock.now());
  }

  private ticket(request: Request): Promise<SignUpTicket | undefined> {
    return this.tickets.open(this.cookie.read(request));
  }

  /** When this browser signed up with this very address. */
  private async ticketOf(request: Request, email: string): Promise<SignUpTicket | undefined> {
    const ticket = await this.ticket(request);
    return ticket && emailKey(ticket.email) === emailKey(email) ? ticket : undefined;
  }

  private limit(origin: Origin): Promise<void> {
    return this.limits.consumeByAddress('auth.mail-requests', origin, this.options.mailRequests);
  }
}

import { Body, Controller, HttpCode, Inject, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { type Origin, Public, RequestOrigin } from '@purser/kit/backend/access';
import { RateLimits } from '@purser/kit/backend/limits';
import { optionsOf } from '@purser/kit/backend/plugin';
import type { z } from 'zod';
import { confirmRequest, resendRequest, signUpRequest } from '../../records.js';
import type { AuthOptions } from '../auth.options.js';
import { ConfirmationService } from './confirmation.service.js';
import { SignUpService } from './sign-up.service.js';

/** From nobody to a confirmed address. The answers never tell whether an address is known. */
@ApiTags('auth')
@Controller('auth')
export class SignUpController {
  constructor(
    private readonly signUps: SignUpService,
    private readonly confirmations: ConfirmationService,
    private readonly limits: RateLimits,
    @Inject(optionsOf('auth')) private readonly options: AuthOptions,
  ) {}

  @Post('signup')
  @Public()
  @HttpCode(202)
  async signUp(
    @Body({ schema: signUpRequest }) body: z.output<typeof signUpRequest>,
    @RequestOrigin() origin: Origin,
  ): Promise<{ status: 'confirmation_sent' | 'confirmed' }> {
    await this.limit(origin);
    return { status: await this.signUps.signUp(body, origin) };
  }

  @Post('confirm')
  @Public()
  @HttpCode(200)
  async confirm(
    @Body({ schema: confirmRequest }) body: z.output<typeof confirmRequest>,
    @RequestOrigin() origin: Origin,
  ): Promise<{ status: 'confirmed' }> {
    await this.limit(origin);
    if ('token' in body) await this.confirmations.byLink(body.token, origin);
    else await this.confirmations.byCode(body.email, body.code, origin);
    return { status: 'confirmed' };
  }

  @Post('confirm/resend')
  @Public()
  @HttpCode(202)
  async resend(
    @Body({ schema: resendRequest }) body: z.output<typeof resendRequest>,
    @RequestOrigin() origin: Origin,
  ): Promise<{ status: 'confirmation_sent' }> {
    await this.limit(origin);
    await this.signUps.resend(body.email);
    return { status: 'confirmation_sent' };
  }

  private limit(origin: Origin): Promise<void> {
    return this.limits.consumeByAddress('auth.mail-requests', origin, this.options.mailRequests);
  }
}

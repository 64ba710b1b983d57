import { Body, Controller, HttpCode, Inject, Post } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { type Origin, Public, RequestOrigin } from '@purser/kit/backend/access';
import { RateLimits } from '@purser/kit/backend/limits';
import { optionsOf } from '@purser/kit/backend/plugin';
import type { z } from 'zod';
import {
  linkRequest,
  type OperatorInvitationRecord,
  operatorInvitationAcceptance,
  operatorInvitationRecord,
} from '../../records.js';
import type { AuthOptions } from '../auth.options.js';
import { OperatorInvitations } from './operator-invitations.service.js';

/** Behind the link that invites an operator; only these posts look and act (SECURITY 20). */
@ApiTags('console')
@Public()
@Controller('console/operator-invitations')
export class OperatorInvitationsController {
  constructor(
    private readonly invitations: OperatorInvitations,
    private readonly limits: RateLimits,
    @Inject(optionsOf('auth')) private readonly options: AuthOptions,
  ) {}

  /** Who is invited; spends nothing. */
  @Post('check')
  @HttpCode(200)
  @ApiOkResponse({ standardSchema: operatorInvitationRecord })
  async check(
    @Body({ schema: linkRequest }) { token }: z.output<typeof linkRequest>,
    @RequestOrigin() origin: Origin,
  ): Promise<OperatorInvitationRecord> {
    await this.limit(origin);
    return this.invitations.look(token);
  }

  @Post('accept')
  @HttpCode(204)
  async accept(
    @Body({ schema: operatorInvitationAcceptance }) body: z.output<typeof operatorInvitationAcceptance>,
    @RequestOrigin() origin: Origin,
  ): Promise<void> {
    await this.limit(origin);
    await this.invitations.accept(body.token, body.password, origin);
  }

  private limit(origin: Origin): Promise<void> {
    return this.limits.consume('auth.mail-requests', origin.ip, this.options.mailRequests);
  }
}

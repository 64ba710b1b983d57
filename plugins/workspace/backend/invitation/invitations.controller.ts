import { Body, Controller, Get, Header, Headers, HttpCode, Post } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { Throttle } from '@nestjs/throttler';
import {
  CurrentCustomer,
  type CustomerCaller,
  type Origin,
  Public,
  RequestOrigin,
  SignedIn,
} from '@purser/kit/backend/access';
import { z } from 'zod';
import { SessionGate } from '../../../auth/backend/session/session-gate.service.js';
import {
  acceptedRecord,
  type InvitationAnswer,
  type InvitationPreview,
  invitationAnswer,
  invitationPreview,
  invitationToken,
  type OwnInvitationRecord,
  ownInvitationRecord,
} from '../../records.js';
import { InvitationAnswers } from './invitation-answers.service.js';
import { InvitationDirectory } from './invitation-directory.service.js';

/** For who was invited. A link opens a page that looks; only a POST from there decides (SECURITY 20). */
@ApiTags('invitations')
@Controller('invitations')
export class InvitationsController {
  constructor(
    private readonly answers: InvitationAnswers,
    private readonly directory: InvitationDirectory,
    private readonly sessions: SessionGate,
  ) {}

  @Get()
  @SignedIn()
  @ApiOkResponse({ standardSchema: z.array(ownInvitationRecord) })
  mine(@CurrentCustomer() { userId }: CustomerCaller): Promise<OwnInvitationRecord[]> {
    return this.directory.waitingFor(userId);
  }

  @Post('preview')
  @Public()
  @Throttle({ default: { limit: 120, ttl: 60_000 } })
  @HttpCode(200)
  @Header('Cache-Control', 'no-store')
  @ApiOkResponse({ standardSchema: invitationPreview })
  preview(@Body({ schema: invitationToken }) { token }: z.output<typeof invitationToken>): Promise<InvitationPreview> {
    return this.answers.preview(token);
  }

  @Post('accept')
  @SignedIn()
  @HttpCode(200)
  @ApiOkResponse({ standardSchema: acceptedRecord })
  async accept(
    @Body({ schema: invitationAnswer }) body: InvitationAnswer,
    @CurrentCustomer() by: CustomerCaller,
    @RequestOrigin() origin: Origin,
  ): Promise<z.infer<typeof acceptedRecord>> {
    const invitation = await ('token' in body
      ? this.answers.byToken(body.token)
      : this.answers.ownById(body.invitationId, by.userId));
    return await this.answers.accept(invitation, by, origin);
  }

  /** With a token anybody who has it; with an id only who is signed in at the invited address. */
  @Post('decline')
  @Public()
  @Throttle({ default: { limit: 120, ttl: 60_000 } })
  @HttpCode(204)
  async decline(
    @Body({ schema: invitationAnswer }) body: InvitationAnswer,
    @Headers('authorization') authorization: string | undefined,
    @RequestOrigin() origin: Origin,
  ): Promise<void> {
    if ('token' in body) {
      return await this.answers.decline(await this.answers.byToken(body.token), 'anonymous', origin);
    }
    const by = await this.sessions.verifyAccessToken(authorization?.replace(/^Bearer /i, '') ?? '');
    await this.answers.decline(await this.answers.ownById(body.invitationId, by.userId), by, origin);
  }
}

import { Body, Controller, Delete, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { CurrentCustomer, type CustomerCaller, type Origin, RequestOrigin, SignedIn } from '@purser/kit/backend/access';
import type { z } from 'zod';
import {
  type InvitationPage,
  type InviteBody,
  invitationPage,
  invitationQuery,
  inviteBody,
  type SentInvitationRecord,
  sentInvitationRecord,
  versionedBody,
} from '../../records.js';
import { Memberships } from '../membership/memberships.service.js';
import { SeenVersion } from '../seen-version.js';
import { tellingCurrent } from '../transact.js';
import { InvitationDirectory } from './invitation-directory.service.js';
import { Invitations, type Sent } from './invitations.service.js';

@ApiTags('workspaces')
@Controller('workspaces/:id/invitations')
@SignedIn()
export class WorkspaceInvitationsController {
  constructor(
    private readonly invitations: Invitations,
    private readonly directory: InvitationDirectory,
    private readonly memberships: Memberships,
  ) {}

  @Get()
  @ApiOkResponse({ standardSchema: invitationPage })
  async list(
    @Param('id') id: string,
    @Query({ schema: invitationQuery }) query: z.output<typeof invitationQuery>,
    @CurrentCustomer() { userId }: CustomerCaller,
  ): Promise<InvitationPage> {
    await this.memberships.require(id, userId, 'invite');
    return await this.directory.page(id, query);
  }

  @Post()
  @ApiCreatedResponse({ standardSchema: sentInvitationRecord })
  async invite(
    @Param('id') id: string,
    @Body({ schema: inviteBody }) body: InviteBody,
    @CurrentCustomer() by: CustomerCaller,
    @RequestOrigin() origin: Origin,
  ): Promise<SentInvitationRecord> {
    return await this.answer(id, await this.invitations.invite(id, body, by, origin));
  }

  @Post(':invitationId/resend')
  @HttpCode(200)
  @ApiOkResponse({ standardSchema: sentInvitationRecord })
  async resend(
    @Param('id') workspaceId: string,
    @Param('invitationId') invitationId: string,
    @Body({ schema: versionedBody }) _body: z.output<typeof versionedBody>,
    @SeenVersion() version: number,
    @CurrentCustomer() by: CustomerCaller,
    @RequestOrigin() origin: Origin,
  ): Promise<SentInvitationRecord> {
    const sent = await tellingCurrent(
      () => this.invitations.resend({ workspaceId, invitationId, version, by, origin }),
      () => this.directory.one(workspaceId, invitationId),
    );
    return await this.answer(workspaceId, sent);
  }

  @Delete(':invitationId')
  @HttpCode(204)
  async revoke(
    @Param('id') workspaceId: string,
    @Param('invitationId') invitationId: string,
    @Body({ schema: versionedBody }) _body: z.output<typeof versionedBody>,
    @SeenVersion() version: number,
    @CurrentCustomer() by: CustomerCaller,
    @RequestOrigin() origin: Origin,
  ): Promise<void> {
    await tellingCurrent(
      () => this.invitations.revoke({ workspaceId, invitationId, version, by, origin }),
      () => this.directory.one(workspaceId, invitationId),
    );
  }

  private async answer(workspaceId: string, { invitationId, link }: Sent): Promise<SentInvitationRecord> {
    return { ...(await this.directory.one(workspaceId, invitationId)), link };
  }
}

import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import {
  CurrentCustomer,
  type CustomerCaller,
  type Origin,
  RecentSignIn,
  RequestOrigin,
  SignedIn,
} from '@purser/kit/backend/access';
import type { z } from 'zod';
import {
  changeRoleBody,
  type MemberPage,
  type MemberRecord,
  memberPage,
  memberQuery,
  memberRecord,
  transferBody,
  versionedBody,
  type WorkspaceRecord,
  workspaceRecord,
} from '../../records.js';
import { SeenVersion } from '../seen-version.js';
import { tellingCurrent } from '../transact.js';
import { Workspaces } from '../workspace/workspaces.service.js';
import { MemberChanges } from './member-changes.service.js';
import { MemberDirectory } from './member-directory.service.js';
import { Memberships } from './memberships.service.js';

@ApiTags('workspaces')
@Controller('workspaces/:id')
@SignedIn()
export class MembersController {
  constructor(
    private readonly changes: MemberChanges,
    private readonly members: MemberDirectory,
    private readonly memberships: Memberships,
    private readonly workspaces: Workspaces,
  ) {}

  @Get('members')
  @ApiOkResponse({ standardSchema: memberPage })
  async list(
    @Param('id') id: string,
    @Query({ schema: memberQuery }) query: z.output<typeof memberQuery>,
    @CurrentCustomer() { userId }: CustomerCaller,
  ): Promise<MemberPage> {
    await this.memberships.require(id, userId);
    return await this.members.page(id, query);
  }

  @Patch('members/:userId')
  @ApiOkResponse({ standardSchema: memberRecord })
  async changeRole(
    @Param('id') workspaceId: string,
    @Param('userId') userId: string,
    @Body({ schema: changeRoleBody }) { role }: z.output<typeof changeRoleBody>,
    @SeenVersion() version: number,
    @CurrentCustomer() by: CustomerCaller,
    @RequestOrigin() origin: Origin,
  ): Promise<MemberRecord> {
    await tellingCurrent(
      () => this.changes.changeRole({ workspaceId, userId, version, by, origin }, role),
      () => this.members.one(workspaceId, userId),
    );
    return await this.members.one(workspaceId, userId);
  }

  @Delete('members/:userId')
  @HttpCode(204)
  async remove(
    @Param('id') workspaceId: string,
    @Param('userId') userId: string,
    @Body({ schema: versionedBody }) _body: z.output<typeof versionedBody>,
    @SeenVersion() version: number,
    @CurrentCustomer() by: CustomerCaller,
    @RequestOrigin() origin: Origin,
  ): Promise<void> {
    await tellingCurrent(
      () => this.changes.remove({ workspaceId, userId, version, by, origin }),
      () => this.members.one(workspaceId, userId),
    );
  }

  @Post('leave')
  @HttpCode(204)
  async leave(
    @Param('id') workspaceId: string,
    @Body({ schema: versionedBody }) _body: z.output<typeof versionedBody>,
    @SeenVersion('optional') version: number | undefined,
    @CurrentCustomer() by: CustomerCaller,
    @RequestOrigin() origin: Origin,
  ): Promise<void> {
    await tellingCurrent(
      () => this.changes.leave({ workspaceId, version, by, origin }),
      () => this.members.one(workspaceId, by.userId),
    );
  }

  /** `version` is the workspace's. */
  @Post('transfer')
  @HttpCode(200)
  @RecentSignIn()
  @ApiOkResponse({ standardSchema: workspaceRecord })
  async transfer(
    @Param('id') workspaceId: string,
    @Body({ schema: transferBody }) { userId }: z.output<typeof transferBody>,
    @SeenVersion() version: number,
    @CurrentCustomer() by: CustomerCaller,
    @RequestOrigin() origin: Origin,
  ): Promise<WorkspaceRecord> {
    await tellingCurrent(
      () => this.changes.transfer({ workspaceId, userId, version, by, origin }),
      () => this.workspaces.seenBy(by.userId, workspaceId),
    );
    return await this.workspaces.seenBy(by.userId, workspaceId);
  }
}

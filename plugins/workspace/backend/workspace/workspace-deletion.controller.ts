import { Body, Controller, Delete, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import {
  CurrentCustomer,
  type CustomerCaller,
  type Origin,
  RecentSignIn,
  RequestOrigin,
  SignedIn,
} from '@purser/kit/backend/access';
import { z } from 'zod';
import {
  type DeletedWorkspaceRecord,
  deletedWorkspaceRecord,
  deleteWorkspaceBody,
  versionedBody,
  type WorkspaceRecord,
  workspaceRecord,
} from '../../records.js';
import { SeenVersion } from '../seen-version.js';
import { tellingCurrent } from '../transact.js';
import { WorkspaceDeletion } from './workspace-deletion.service.js';
import { Workspaces } from './workspaces.service.js';

/** Stands before the routes of `/:id`, because `deleted` is no id. */
@ApiTags('workspaces')
@Controller('workspaces')
@SignedIn()
export class WorkspaceDeletionController {
  constructor(
    private readonly deletion: WorkspaceDeletion,
    private readonly workspaces: Workspaces,
  ) {}

  @Get('deleted')
  @ApiOkResponse({ standardSchema: z.array(deletedWorkspaceRecord) })
  deleted(@CurrentCustomer() { userId }: CustomerCaller): Promise<DeletedWorkspaceRecord[]> {
    return this.deletion.deletedOf(userId);
  }

  @Delete(':id')
  @RecentSignIn()
  @ApiOkResponse({ standardSchema: deletedWorkspaceRecord })
  delete(
    @Param('id') workspaceId: string,
    @Body({ schema: deleteWorkspaceBody }) { name }: z.output<typeof deleteWorkspaceBody>,
    @SeenVersion() version: number,
    @CurrentCustomer() by: CustomerCaller,
    @RequestOrigin() origin: Origin,
  ): Promise<DeletedWorkspaceRecord> {
    return tellingCurrent(
      () => this.deletion.delete({ workspaceId, version, by, origin }, name),
      () => this.workspaces.seenBy(by.userId, workspaceId),
    );
  }

  @Post(':id/undelete')
  @HttpCode(200)
  @ApiOkResponse({ standardSchema: workspaceRecord })
  async undelete(
    @Param('id') workspaceId: string,
    @Body({ schema: versionedBody }) _body: z.output<typeof versionedBody>,
    @SeenVersion() version: number,
    @CurrentCustomer() by: CustomerCaller,
    @RequestOrigin() origin: Origin,
  ): Promise<WorkspaceRecord> {
    await tellingCurrent(
      () => this.deletion.undelete({ workspaceId, version, by, origin }),
      async () => (await this.deletion.deletedOf(by.userId)).find(({ id }) => id === workspaceId),
    );
    return await this.workspaces.seenBy(by.userId, workspaceId);
  }
}

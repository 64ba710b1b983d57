import { Body, Controller, Get, Headers, Param, Patch, Post, Query, Res } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { CurrentCustomer, type CustomerCaller, type Origin, RequestOrigin, SignedIn } from '@purser/kit/backend/access';
import { Refusal } from '@purser/kit/backend/errors';
import { houseProblems } from '@purser/kit/problems';
import type { Response } from 'express';
import { DataSource } from 'typeorm';
import type { z } from 'zod';
import {
  createWorkspaceBody,
  memberPage,
  memberQuery,
  renameWorkspaceBody,
  type WorkspaceRecord,
  workspaceList,
  workspaceRecord,
} from '../../records.js';
import { MemberDirectory } from '../membership/member-directory.service.js';
import { Memberships } from '../membership/memberships.service.js';
import { Workspaces } from './workspaces.service.js';

@ApiTags('workspaces')
@Controller('workspaces')
@SignedIn()
export class WorkspacesController {
  constructor(
    private readonly workspaces: Workspaces,
    private readonly memberships: Memberships,
    private readonly members: MemberDirectory,
    private readonly dataSource: DataSource,
  ) {}

  @Get()
  @ApiOkResponse({ standardSchema: workspaceList })
  list(@CurrentCustomer() { userId }: CustomerCaller): Promise<WorkspaceRecord[]> {
    return this.workspaces.listFor(userId);
  }

  @Post()
  @ApiCreatedResponse({ standardSchema: workspaceRecord })
  async create(
    @Body({ schema: createWorkspaceBody }) { name }: z.output<typeof createWorkspaceBody>,
    @CurrentCustomer() by: CustomerCaller,
    @RequestOrigin() origin: Origin,
    @Res({ passthrough: true }) response: Response,
  ): Promise<WorkspaceRecord> {
    const id = await this.dataSource.transaction((tx) =>
      this.workspaces.create(tx, { name, ownerId: by.userId, by, origin }),
    );
    return tagged(await this.workspaces.seenBy(by.userId, id), response);
  }

  @Get(':id')
  @ApiOkResponse({ standardSchema: workspaceRecord })
  async show(
    @Param('id') id: string,
    @CurrentCustomer() { userId }: CustomerCaller,
    @Res({ passthrough: true }) response: Response,
  ): Promise<WorkspaceRecord> {
    return tagged(await this.workspaces.seenBy(userId, id), response);
  }

  @Patch(':id')
  @ApiOkResponse({ standardSchema: workspaceRecord })
  async rename(
    @Param('id') workspaceId: string,
    @Body({ schema: renameWorkspaceBody }) body: z.output<typeof renameWorkspaceBody>,
    @Headers('if-match') ifMatch: string | undefined,
    @CurrentCustomer() by: CustomerCaller,
    @RequestOrigin() origin: Origin,
    @Res({ passthrough: true }) response: Response,
  ): Promise<WorkspaceRecord> {
    const version = seenVersion(body.version, ifMatch);
    const record = await this.workspaces.rename({ workspaceId, name: body.name, version, by, origin });
    return tagged(record, response);
  }

  @Get(':id/members')
  @ApiOkResponse({ standardSchema: memberPage })
  async listMembers(
    @Param('id') id: string,
    @Query({ schema: memberQuery }) query: z.output<typeof memberQuery>,
    @CurrentCustomer() { userId }: CustomerCaller,
  ) {
    await this.memberships.require(id, userId);
    return await this.members.page(id, query);
  }
}

function tagged(record: WorkspaceRecord, response: Response): WorkspaceRecord {
  response.setHeader('ETag', `"${record.version}"`);
  return record;
}

/** A change without the version it was made on would undo somebody else's unseen. */
function seenVersion(inBody: number | undefined, ifMatch: string | undefined): number {
  const inHeader = /^(?:W\/)?"(\d{1,9})"$/.exec(ifMatch ?? '')?.[1];
  const version = inBody ?? (inHeader === undefined ? undefined : Number(inHeader));
  if (version === undefined) {
    throw new Refusal(houseProblems.invalidRequest, {
      errors: { version: 'Send the version you have seen, here or in If-Match.' },
    });
  }
  return version;
}

import { Body, Controller, Get, HttpCode, Param, Patch, Post, Put, Res } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { CurrentCustomer, type CustomerCaller, type Origin, RequestOrigin, SignedIn } from '@purser/kit/backend/access';
import type { Response } from 'express';
import { DataSource } from 'typeorm';
import type { z } from 'zod';
import {
  createWorkspaceBody,
  renameWorkspaceBody,
  type WorkspaceRecord,
  workspaceList,
  workspaceRecord,
} from '../../records.js';
import { SeenVersion } from '../seen-version.js';
import { LastUsedWorkspace } from './last-used.service.js';
import { Workspaces } from './workspaces.service.js';

@ApiTags('workspaces')
@Controller('workspaces')
@SignedIn()
export class WorkspacesController {
  constructor(
    private readonly workspaces: Workspaces,
    private readonly lastUsed: LastUsedWorkspace,
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
    @Body({ schema: renameWorkspaceBody }) { name }: z.output<typeof renameWorkspaceBody>,
    @SeenVersion() version: number,
    @CurrentCustomer() by: CustomerCaller,
    @RequestOrigin() origin: Origin,
    @Res({ passthrough: true }) response: Response,
  ): Promise<WorkspaceRecord> {
    return tagged(await this.workspaces.rename({ workspaceId, name, version, by, origin }), response);
  }

  /** Where they work now: the first thing another device shows. */
  @Put(':id/last-used')
  @HttpCode(204)
  async remember(@Param('id') id: string, @CurrentCustomer() { userId }: CustomerCaller): Promise<void> {
    await this.lastUsed.remember(userId, id);
  }
}

function tagged(record: WorkspaceRecord, response: Response): WorkspaceRecord {
  response.setHeader('ETag', `"${record.version}"`);
  return record;
}
